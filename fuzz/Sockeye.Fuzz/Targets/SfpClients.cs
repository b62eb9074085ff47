using Sockeye.Files.Sfp;
using Sockeye.Transports;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a server answers, the client ends, takes no more bytes than were announced, and says that the server is
/// wrong or gone, or has what it asked for.
/// </summary>
internal static class SfpClients
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        int kind = input.IsEmpty ? 0 : input[0] % 4;
        ReadOnlySpan<byte> answers = input.IsEmpty ? input : input[1..];
        Conversation.Hold(answers, (connection, cancel) => AskAsync(kind, connection, cancel));
    }

    private static async Task AskAsync(int kind, StreamConnection connection, CancellationToken cancel)
    {
        var client = new SfpClient(connection);
        switch (kind)
        {
            case 0:
                SfpListing listing = await client.ListAsync("d", isRecursive: true, cancel);
                Invariant.Require(listing.Entries.All(entry => !entry.Name.Any(char.IsControl)), "no name");
                break;
            case 1:
                var content = new MemoryStream();
                (SfpFile told, _) = await client.GetAsync("f", content, progress: null, cancel);
                Invariant.Require(content.Length == told.Length, "another length");
                break;
            case 2:
                await client.StatAsync("f", cancel);
                await client.DeleteAsync("f", cancel);
                break;
            default:
                await client.SumAsync("f", cancel: cancel);
                await client.ByeAsync(cancel);
                break;
        }
    }
}
