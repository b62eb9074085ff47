using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Testing;

/// <summary>A client, and a connection to serve it on, in memory.</summary>
public sealed class ServedPair(StreamConnection client, StreamConnection server)
{
    public StreamConnection Client => client;

    public StreamConnection Server => server;

    public static async Task<ServedPair> ConnectAsync(ManualClock? clock = null)
    {
        var network = new MemoryNetwork(clock ?? new ManualClock());
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("server", 0));
        StreamConnection client = await network.ConnectAsync(listener.Endpoint);
        return new ServedPair(client, (await listener.AcceptAsync(CancellationToken.None))!);
    }

    /// <summary>Serves as a server does: the handler's end is the connection's end.</summary>
    public async Task ServeAsync(IConnectionHandler handler, CancellationToken stopping = default)
    {
        try
        {
            await handler.RunAsync(server, stopping);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Sends a text in pieces of that many bytes, each flushed by itself, and ends our side.</summary>
    public async Task SendInPiecesAsync(byte[] bytes, int pieceBytes)
    {
        foreach (byte[] piece in bytes.Chunk(pieceBytes))
            await client.Output.WriteAsync(piece);
        await client.CompleteOutputAsync();
    }
}
