using Sockeye.Protocols;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Fuzz;

/// <summary>
/// Two ends of a connection within this process: ours, under test, and a stranger's, who says the input.
/// </summary>
internal static class Conversation
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20); // our choice: far above what any takes

    /// <summary>Lets our end talk to a stranger who says the input, ends the stream, and reads what comes.</summary>
    /// <param name="input">What the stranger says.</param>
    /// <param name="ours">Our end. That the peer is wrong or gone is no finding.</param>
    /// <returns>What our end has sent, and whether it ended in good order.</returns>
    public static (byte[] Sent, bool IsInGoodOrder) Hold(
        ReadOnlySpan<byte> input, Func<StreamConnection, CancellationToken, Task> ours)
    {
        byte[] bytes = input.ToArray();
        return Task.Run(() => HoldAsync(bytes, ours)).GetAwaiter().GetResult(); // away from a test's own context
    }

    private static async Task<(byte[] Sent, bool IsInGoodOrder)> HoldAsync(
        byte[] input, Func<StreamConnection, CancellationToken, Task> ours)
    {
        using var limit = new CancellationTokenSource(Longest);
        var network = new MemoryNetwork(TimeProvider.System);
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("ours", 57), limit.Token);
        await using StreamConnection theirs = await network.ConnectAsync(listener.Endpoint, limit.Token);
        StreamConnection mine = (await listener.AcceptAsync(limit.Token))!;
        Task<bool> talking = TalkAsync(mine, ours, limit.Token);

        await theirs.Output.WriteAsync(input, limit.Token);
        await theirs.CompleteOutputAsync(limit.Token);
        byte[] sent = await ReadAsync(theirs, limit.Token);
        return (sent, await talking);
    }

    private static async Task<bool> TalkAsync(
        StreamConnection connection, Func<StreamConnection, CancellationToken, Task> ours, CancellationToken limit)
    {
        await using StreamConnection ended = connection;
        try
        {
            await ours(connection, limit);
            return true;
        }
        catch (Exception end) when (end is PeerProtocolException or IOException)
        {
            return false;
        }
    }

    private static async Task<byte[]> ReadAsync(StreamConnection connection, CancellationToken limit)
    {
        var all = new MemoryStream();
        try
        {
            await connection.Input.CopyToAsync(all, limit);
        }
        catch (IOException)
        {
            // our end has cut it off
        }

        return all.ToArray();
    }
}
