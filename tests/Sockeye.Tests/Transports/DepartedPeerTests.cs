using System.IO.Pipelines;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;
using Sockeye.Transports.Pacing;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Tls;

namespace Sockeye.Tests.Transports;

/// <summary>That a peer reads no more shows in one way, over every transport; no flush tells it otherwise.</summary>
public sealed class DepartedPeerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("memory"), InlineData("tcp"), InlineData("unix"), InlineData("tls"), InlineData("paced")]
    public async Task Flush_to_a_peer_that_is_gone_fails(string transport)
    {
        (StreamConnection client, StreamConnection server) = await PairAsync(transport);
        Task greeting = client.SendAsync("hello");
        Assert.Equal("hello", await server.ReadTextAsync(5));
        await greeting;
        client.Abort(EndReason.Cancelled);
        await client.DisposeAsync();

        TransportException gone = await Assert.ThrowsAnyAsync<TransportException>(() => FlushOnAndOnAsync(server));

        Assert.Equal(TransportFailure.PeerGone, gone.Failure);
        await server.DisposeAsync();
    }

    private static async Task FlushOnAndOnAsync(StreamConnection server)
    {
        byte[] chunk = new byte[16 * 1024];
        FlushResult flushed = default;
        while (flushed is { IsCompleted: false, IsCanceled: false })
            flushed = await server.Output.WriteAsync(chunk);
    }

    private async Task<(StreamConnection Client, StreamConnection Server)> PairAsync(string transport)
    {
        IStreamTransport carrier = transport == "memory"
            ? new MemoryNetwork(TimeProvider.System)
            : new SocketTransport(TimeProvider.System);
        await using IStreamListener listener = await carrier.ListenAsync(transport switch
        {
            "memory" => Endpoint.Tcp("server", 1),
            "unix" => Endpoint.Parse($"unix:{_directory.At("socket")}"),
            _ => Endpoint.Parse("tcp://127.0.0.1:0"),
        });
        StreamConnection client = await carrier.ConnectAsync(listener.Endpoint);
        StreamConnection server = (await listener.AcceptAsync(CancellationToken.None))!;
        return transport switch
        {
            "tls" => Secured(client, server),
            "paced" => (client, new PacedConnection(server, Unlimited, Unlimited, TimeProvider.System)),
            _ => (client, server),
        };
    }

    private static Pace Unlimited => new(long.MaxValue, TimeProvider.System);

    private (StreamConnection Client, StreamConnection Server) Secured(StreamConnection client, StreamConnection server)
    {
        TlsIdentity identity = TlsIdentity.LoadOrCreate(_directory.Path, TimeProvider.System);
        var trusting = new TlsClient(PinnedTrust.TryParse(identity.Fingerprint)!, TimeProvider.System);
        return (
            trusting.Secure(client, "server", 1), new TlsServer(identity, TimeProvider.System).Secure(server));
    }
}
