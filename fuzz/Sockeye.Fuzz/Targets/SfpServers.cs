using System.Buffers;
using Sockeye.Files.Access;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Sfp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a client sends, the session ends, and all it has sent back is answers with what they announce, no more of
/// them than there were lines.
/// </summary>
internal static class SfpServers
{
    private static readonly SfpHandler Handler = new(new SharedFolder(
        new FileRoot(Path.Combine(AppContext.BaseDirectory, "Served")), Rights.ReadOnly));

    public static void Run(ReadOnlySpan<byte> input)
    {
        (byte[] sent, bool isInGoodOrder) = Conversation.Hold(input, Handler.RunAsync);
        int answers = 0;
        for (var rest = new ReadOnlySequence<byte>(sent); !rest.IsEmpty; answers++)
        {
            if (!TrySkipAnswer(ref rest))
            {
                Invariant.Require(!isInGoodOrder, "an answer that is not whole");
                break;
            }
        }

        Invariant.Require(answers <= input.Count((byte)'\n') + 1, "answers to nothing");
    }

    private static bool TrySkipAnswer(ref ReadOnlySequence<byte> rest)
    {
        if (!new SfpAnswerDecoder().TryDecode(ref rest, out SfpAnswer answer))
            return false;
        if (answer.Kind == SfpAnswerKind.Listing)
            return TrySkipListing(ref rest);
        if (answer.Kind != SfpAnswerKind.Content)
            return true;
        if (answer.Length > rest.Length)
            return false;

        rest = rest.Slice(answer.Length);
        return true;
    }

    private static bool TrySkipListing(ref ReadOnlySequence<byte> rest)
    {
        var decoder = new SfpEntryDecoder();
        while (decoder.TryDecode(ref rest, out SfpEntry entry))
        {
            if (entry.Kind == SfpEntryKind.End)
                return true;
        }

        return false;
    }
}
