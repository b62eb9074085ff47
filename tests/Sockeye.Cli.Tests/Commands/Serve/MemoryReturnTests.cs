using Sockeye.Cli.Commands.Serve;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Cli.Tests.Commands.Serve;

public sealed class MemoryReturnTests
{
    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly ConnectionRoom _room = new();
    private int _collected;

    [Theory]
    [InlineData(600, 0, 1), InlineData(600, 100, 1), InlineData(2_000, 400, 1)]
    [InlineData(600, 200, 0), InlineData(400, 0, 0), InlineData(2_000, 1_000, 0)]
    public void Memory_is_given_back_once_when_most_of_many_connections_have_gone(int most, int rest, int expected) =>
        _time.Run(async () =>
    {
        var network = new MemoryNetwork(_clock);
        IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("server", 0));
        _room.Open(5_000);
        var open = new List<TaskCompletionSource>();
        var server = new StreamServer(
            listener, new Held(open), new ServeOptions { Mode = ServeMode.Concurrent(4_000) },
            new ServerContext { Time = _clock, Room = _room });
        using var stop = new CancellationTokenSource();
        Task<ServeOutcome> running = server.RunAsync(stop.Token);
        using var memory = new MemoryReturn(_room, _clock, () => _collected++);
        for (int i = 0; i < most; i++)
            await network.ConnectAsync(listener.Endpoint);
        await VirtualTime.UntilAsync(() => open.Count == most);

        open.Take(most - rest).ToList().ForEach(one => one.SetResult()); // between two looks
        await VirtualTime.UntilAsync(() => _room.Taken == rest + 1); // one waits for a peer
        _clock.Advance(MemoryReturn.Interval);
        _clock.Advance(MemoryReturn.Interval);

        Assert.Equal(expected, _collected);
        open.ForEach(one => one.TrySetResult());
        stop.Cancel();
        await VirtualTime.PassAsync(_clock, running);
    });

    private sealed class Held(List<TaskCompletionSource> open) : IConnectionHandler
    {
        public Task RunAsync(StreamConnection connection, CancellationToken stopping)
        {
            var end = new TaskCompletionSource();
            open.Add(end);
            connection.Abort(EndReason.Cancelled); // or its end would wait for the other side
            return end.Task;
        }
    }
}
