using Sockeye.Transports;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>Both ends of one connection over real sockets, each with its own engine.</summary>
internal sealed class SocketPair(StreamConnection client, StreamConnection server) : IAsyncDisposable
{
    public StreamConnection Client => client;

    public StreamConnection Server => server;

    public static async Task<SocketPair> ConnectAsync(string endpoint, ISocketEngine server, ISocketEngine client)
    {
        await using IStreamListener listener = await Transport(server).ListenAsync(Endpoint.Parse(endpoint));
        StreamConnection connecting = await Transport(client).ConnectAsync(listener.Endpoint);
        StreamConnection? accepted = await listener.AcceptAsync(CancellationToken.None);
        return new SocketPair(connecting, accepted!);
    }

    /// <summary>Breaks off what a test has left open: closing in good order would wait for the other side.</summary>
    public async ValueTask DisposeAsync()
    {
        client.Abort(EndReason.Cancelled);
        server.Abort(EndReason.Cancelled);
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    private static SocketTransport Transport(ISocketEngine engine) => new(TimeProvider.System) { Engine = engine };
}
