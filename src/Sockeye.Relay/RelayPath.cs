using System.Collections.Concurrent;
using System.Net;
using Sockeye.Protocols.Weather;
using Sockeye.Transports;

namespace Sockeye.Relay;

/// <summary>One direction of one flow of a relay: sends datagrams on, or loses, doubles or holds them.</summary>
/// <remarks>
/// Several tasks may call it. What is held is sent by tasks of its own, which <see cref="DrainAsync"/> awaits.
/// </remarks>
internal sealed class RelayPath(LinkWeather weather, int seed, TimeProvider time, CancellationToken stop)
{
    private readonly Lock _lock = new();
    private readonly Forecast _forecast = new(weather, seed);
    private readonly ConcurrentDictionary<long, Task> _held = new();
    private RelayCounts _counts;
    private long _lastHeld;

    public RelayCounts Counts
    {
        get
        {
            lock (_lock)
                return _counts;
        }
    }

    public async ValueTask ForwardAsync(IDatagramSocket via, ReadOnlyMemory<byte> datagram, EndPoint to)
    {
        DatagramFate fate = Draw();
        await ForwardAsync(fate.First, via, datagram, to);
        await ForwardAsync(fate.Second, via, datagram, to);
    }

    /// <summary>Waits for what is held; after the stop token that is not long.</summary>
    public Task DrainAsync() => Task.WhenAll(_held.Values);

    private DatagramFate Draw()
    {
        lock (_lock)
        {
            DatagramFate fate = _forecast.Next();
            _counts = new RelayCounts(
                _counts.Received + 1,
                _counts.Lost + (fate.IsLost ? 1 : 0),
                _counts.Doubled + (fate.Second is not null ? 1 : 0),
                _counts.Held + (fate.IsLate ? 1 : 0));
            return fate;
        }
    }

    private ValueTask ForwardAsync(TimeSpan? after, IDatagramSocket via, ReadOnlyMemory<byte> datagram, EndPoint to)
    {
        if (after == TimeSpan.Zero)
            return SendAsync(via, datagram, to);
        if (after is { } delay)
            Hold(delay, via, datagram.ToArray(), to);
        return ValueTask.CompletedTask;
    }

    private void Hold(TimeSpan delay, IDatagramSocket via, byte[] datagram, EndPoint to)
    {
        long number = Interlocked.Increment(ref _lastHeld);
        _held[number] = Task.CompletedTask; // listed before it runs: it unlists itself at its end
        Task sending = SendLaterAsync(number, delay, via, datagram, to);
        _held.TryUpdate(number, sending, Task.CompletedTask);
    }

    private async Task SendLaterAsync(long number, TimeSpan delay, IDatagramSocket via, byte[] datagram, EndPoint to)
    {
        try
        {
            await Task.Delay(delay, time, stop);
            await SendAsync(via, datagram, to);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the relay ends: what it holds is lost
        }

        _held.TryRemove(number, out _);
    }

    private static async ValueTask SendAsync(IDatagramSocket via, ReadOnlyMemory<byte> datagram, EndPoint to)
    {
        try
        {
            await via.SendAsync(datagram, to, CancellationToken.None);
        }
        catch (IOException)
        {
            // a relay is a network: what cannot be delivered is lost
        }
    }
}
