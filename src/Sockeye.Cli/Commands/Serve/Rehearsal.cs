using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>
/// A first conversation inside the process, so that what HTTP is made of is loaded before there are clients.
/// </summary>
internal static class Rehearsal
{
    // Answered without looking at a file, and so without a line in the access log.
    private static ReadOnlySpan<byte> Request => "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8;

    /// <summary>Lets a handler serve one connection.</summary>
    public static async Task RunAsync(IConnectionHandler handler)
    {
        var network = new MemoryNetwork(TimeProvider.System);
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("rehearsal", 0));
        await using StreamConnection client = await network.ConnectAsync(listener.Endpoint);
        await using StreamConnection server = (await listener.AcceptAsync(CancellationToken.None))!;
        Task serving = handler.RunAsync(server, CancellationToken.None);
        await client.Output.WriteAsync(Request.ToArray());
        await client.Output.CompleteAsync();
        await serving;
    }
}
