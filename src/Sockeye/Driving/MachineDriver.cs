using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using Sockeye.Protocols.Machines;
using Sockeye.Transports;

namespace Sockeye.Driving;

/// <summary>Runs a datagram machine on a socket: datagrams and deadlines in, datagrams out.</summary>
/// <param name="socket">The machine's socket. The caller disposes it.</param>
/// <param name="time">The clock.</param>
/// <param name="idleTimeout">How long nothing may be received; null: for ever, the machine ends by itself.</param>
public sealed class MachineDriver(IDatagramSocket socket, TimeProvider time, TimeSpan? idleTimeout = null)
{
    private readonly OutgoingBatch _outgoing = new();
    private EndPoint? _lastTo;
    private long _forgivable;
    private HeardDatagram? _heard;
    private volatile Alarm? _alarm;

    /// <summary>Bytes received so far, payload only.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>Bytes sent so far, payload only.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Who decides what may be sent to a peer that has not proven its address; null: all may.</summary>
    internal IExchangeGuard? Guard { get; init; }

    /// <summary>
    /// Gives the machine a datagram that came another way than by its socket. Safe from any thread; of two that come
    /// before the machine has seen the first, it sees the second.
    /// </summary>
    /// <param name="datagram">Its payload; must not change any more.</param>
    /// <param name="from">Who sent it, as far as the network tells.</param>
    public void Hear(ReadOnlyMemory<byte> datagram, EndPoint from)
    {
        Interlocked.Exchange(ref _heard, new HeardDatagram(datagram, from));
        _alarm?.Ring();
    }

    /// <summary>Drives a machine by itself: until it has finished, or was silent for too long.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="cancel">Give up.</param>
    /// <exception cref="TransportException">As of the other <c>RunAsync</c>.</exception>
    public Task<DriveEnd> RunAsync(IDatagramMachine machine, CancellationToken cancel) =>
        RunAsync(null, machine, cancel);

    /// <summary>Drives the machine until it has finished, or until <paramref name="cancel"/> is signalled.</summary>
    /// <param name="exchange">Does what the machine would have to wait for; null: nothing.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="cancel">Give up.</param>
    /// <exception cref="TransportException">
    /// The socket failed; for example the peer's host said that nobody listens there.
    /// </exception>
    public async Task<DriveEnd> RunAsync(
        IDatagramExchange? exchange, IDatagramMachine machine, CancellationToken cancel)
    {
        using var alarm = new Alarm(time, cancel);
        _alarm = alarm;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Datagram.MaxBytes);
        try
        {
            DriveEnd end = await DriveAsync(exchange, machine, alarm, buffer, cancel);
            if (end != DriveEnd.Finished)
                exchange?.Abort();
            if (Guard is not { IsSilenced: true })
                await SendAllAsync(machine, alarm);
            return end;
        }
        finally
        {
            _alarm = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<DriveEnd> DriveAsync(
        IDatagramExchange? exchange, IDatagramMachine machine, Alarm alarm, byte[] buffer, CancellationToken cancel)
    {
        TimeSpan? idleAt = idleTimeout;
        while (true)
        {
            if (Interlocked.Exchange(ref _heard, null) is { } heard)
                machine.OnDatagram(heard.Datagram.Span, heard.From, alarm.Now);
            await SendAllAsync(machine, alarm);
            if (machine.IsFinished)
                return DriveEnd.Finished;
            if (cancel.IsCancellationRequested)
                return DriveEnd.Cancelled;

            if (await TryReceiveAsync(machine, Earlier(machine.Deadline, idleAt), alarm, buffer))
                idleAt = alarm.Now + idleTimeout;
            else if (alarm.Now >= idleAt)
                return DriveEnd.IdleTooLong;

            if (machine.Deadline <= alarm.Now)
                machine.OnDeadline(alarm.Now);
            if (exchange is not null)
                await exchange.AdvanceAsync(cancel);
            if (!machine.IsFinished || exchange is { EndReason: EndReason.Completed })
                Guard?.GoesOn();
        }
    }

    // false: nothing was received, and it is time to look at the clock.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TryReceiveAsync(IDatagramMachine machine, TimeSpan? due, Alarm alarm, byte[] buffer)
    {
        try
        {
            if (due is { } at)
                alarm.SetBy(at);
            ReceivedBatch received = await socket.ReceiveBatchAsync(buffer, alarm.Token);
            BytesReceived += received.Length;
            Guard?.OnReceived(received.From);
            if (!received.WasTruncated)
                Tell(machine, buffer.AsSpan(0, received.Length), received, alarm.Now);
            return true;
        }
        catch (OperationCanceledException)
        {
            alarm.Reset();
            return false;
        }
        catch (IOException) when (TryForgive())
        {
            return false;
        }
    }

    private static void Tell(
        IDatagramMachine machine, ReadOnlySpan<byte> datagrams, in ReceivedBatch received, TimeSpan now)
    {
        for (; datagrams.Length > received.DatagramBytes; datagrams = datagrams[received.DatagramBytes..])
            machine.OnDatagram(datagrams[..received.DatagramBytes], received.From, now);
        machine.OnDatagram(datagrams, received.From, now);
    }

    // Not cancelled: what a machine has to say when it is given up is short, and sending does not wait for the peer.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAllAsync(IDatagramMachine machine, Alarm alarm)
    {
        socket.Reserve(machine.BurstBytes); // before what we send lets the peer begin
        while (machine.TryTakeOutgoing(_outgoing, alarm.Now, out EndPoint to))
        {
            if (Guard is not null && !Guard.MaySend(_outgoing.WrittenBytes))
            {
                _outgoing.TakeBack();
                continue;
            }

            if (_outgoing.TryAdd(to))
                continue;

            await SendBatchAsync();
            _outgoing.BeginWithLast(to);
        }

        if (!_outgoing.IsEmpty)
            await SendBatchAsync();
        _outgoing.Clear();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendBatchAsync()
    {
        EndPoint to = _outgoing.To!;
        if (_lastTo is not null && !to.Equals(_lastTo))
            _forgivable++;
        _lastTo = to;
        try
        {
            await socket.SendBatchAsync(_outgoing.Datagrams, _outgoing.DatagramBytes, to, CancellationToken.None);
            BytesSent += _outgoing.Datagrams.Length;
        }
        catch (IOException) when (TryForgive())
        {
            // lost, as any datagram may be
        }
    }

    // The network's error does not say which address it is about. A machine that also answered a stranger must not
    // end because the stranger is gone: for each change of address one error is taken for the other's.
    private bool TryForgive()
    {
        if (_forgivable == 0)
            return false;

        _forgivable--;
        return true;
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private sealed record HeardDatagram(ReadOnlyMemory<byte> Datagram, EndPoint From);
}

/// <summary>Why a <see cref="MachineDriver"/> stopped.</summary>
public enum DriveEnd
{
    /// <summary>The machine has finished.</summary>
    Finished,

    /// <summary>The token said to give up.</summary>
    Cancelled,

    /// <summary>Nothing was received for the idle time.</summary>
    IdleTooLong,
}
