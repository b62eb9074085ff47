using System.IO.Pipelines;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets.Polling;

/// <summary>Handlers run on the event loop's own thread; those that block all the same must not stall the others.</summary>
public sealed class BlockingHandlerTests : IDisposable
{
    private readonly SocketTransport _sockets = new(TimeProvider.System) { Engine = SocketEngines.EventLoop };
    private readonly ManualResetEventSlim _release = new();

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(1), InlineData(5)]
    public async Task Others_are_served_while_handlers_block(int blocked)
    {
        using var stop = new CancellationTokenSource();
        IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0));
        Task<ServeOutcome> serving = Server(listener).RunAsync(stop.Token);
        StreamConnection[] blocking = await Task.WhenAll(Enumerable.Range(0, blocked).Select(_ => ConnectAsync(listener)));
        foreach (StreamConnection connection in blocking)
            await connection.SendAsync("block");

        for (int round = 0; round < 3; round++)
        {
            await using StreamConnection other = await ConnectAsync(listener);
            await other.SendAsync("hello");
            Assert.Equal("hello", await other.ReadTextAsync(5)); // only then…
        }

        _release.Set(); // …are the blocked ones released
        foreach (StreamConnection connection in blocking)
        {
            Assert.Equal("block", await connection.ReadTextAsync(5));
            await connection.DisposeAsync();
        }

        stop.Cancel();
        Assert.Equal(ServeOutcome.Drained, await serving);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Others_are_served_beside_one_that_never_waits()
    {
        using var stop = new CancellationTokenSource();
        IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0));
        Task<ServeOutcome> serving = Server(listener).RunAsync(stop.Token);
        await using StreamConnection flooding = await ConnectAsync(listener);
        await flooding.SendAsync("discard");
        byte[] flood = new byte[1_000_000];
        Task sending = Task.Run(async () =>
        {
            while (!_release.IsSet)
                await flooding.Output.WriteAsync(flood);
        });

        await using StreamConnection other = await ConnectAsync(listener);
        for (int round = 0; round < 100; round++)
        {
            await other.SendAsync("hello");
            Assert.Equal("hello", await other.ReadTextAsync(5));
        }

        _release.Set();
        await sending;
        flooding.Abort(EndReason.Cancelled);
        await other.DisposeAsync();
        stop.Cancel();
        await serving;
    }

    public void Dispose()
    {
        _release.Set();
        _release.Dispose();
    }

    private Task<StreamConnection> ConnectAsync(IStreamListener listener) =>
        _sockets.ConnectAsync(listener.Endpoint).AsTask();

    private StreamServer Server(IStreamListener listener) => new(
        listener, new Handler(_release), new ServeOptions(), new ServerContext { Service = "blocking" });

    private sealed class Handler(ManualResetEventSlim release) : IConnectionHandler
    {
        public async Task RunAsync(StreamConnection connection, CancellationToken stopping)
        {
            bool discards = false;
            while (true)
            {
                ReadResult read = await connection.Input.ReadAsync(stopping);
                discards |= read.Buffer.FirstSpan.StartsWith("discard"u8);
                if (read.Buffer.FirstSpan.StartsWith("block"u8))
                    release.Wait(CancellationToken.None);
                foreach (ReadOnlyMemory<byte> segment in discards ? default : read.Buffer)
                    await connection.Output.WriteAsync(segment, stopping);
                connection.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return;
            }
        }
    }
}
