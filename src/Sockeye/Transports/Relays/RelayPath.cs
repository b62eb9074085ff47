using System.Collections.Concurrent;
using System.Net;

namespace Sockeye.Transports.Relays;

/// <summary>One direction of one flow of a relay: sends datagrams on, or loses, doubles or holds them.</summary>
/// <remarks>
/// Several tasks may call it. What is held is sent by tasks of its own, which <see cref="DrainAsync"/> awaits.
/// </remarks>
internal sealed class RelayPath(RelayFaults faults, Random random, TimeProvider time, CancellationToken stop)
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<long, Task> _held = new();
    private RelayCounts _counts;

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
        RelayFate fate = Draw(out long number);
        for (int copy = fate.IsHeld ? 1 : 0; copy < fate.Copies; copy++)
            await SendAsync(via, datagram, to);
        if (fate is { IsHeld: true, Copies: > 0 })
            Hold(number, via, datagram.ToArray(), to);
    }

    /// <summary>Waits for what is held; after the stop token that is not long.</summary>
    public Task DrainAsync() => Task.WhenAll(_held.Values);

    private RelayFate Draw(out long number)
    {
        lock (_lock)
        {
            RelayFate fate = RelayFate.Draw(faults, random);
            _counts = new RelayCounts(
                number = _counts.Received + 1,
                _counts.Lost + (fate.Copies == 0 ? 1 : 0),
                _counts.Doubled + (fate.Copies == 2 ? 1 : 0),
                _counts.Held + (fate.IsHeld ? 1 : 0));
            return fate;
        }
    }

    private void Hold(long number, IDatagramSocket via, byte[] datagram, EndPoint to)
    {
        _held[number] = Task.CompletedTask; // listed before it runs: it unlists itself at its end
        Task sending = SendLaterAsync(number, via, datagram, to);
        _held.TryUpdate(number, sending, Task.CompletedTask);
    }

    private async Task SendLaterAsync(long number, IDatagramSocket via, byte[] datagram, EndPoint to)
    {
        try
        {
            await Task.Delay(faults.Hold, time, stop);
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
