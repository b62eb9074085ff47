using System.Buffers;
using System.Net;
using Sockeye.Transports;

namespace Sockeye.Probing.Bridge;

/// <summary>Joins a datagram socket with an input and an output: one read of the input is one datagram.</summary>
/// <remarks>
/// Datagrams have no end of stream. When the input has ended, the bridge listens on until nothing has moved for
/// <see cref="QuietTime"/>, and what came has been taken by the output. Silence is counted from the first datagram on:
/// who has no peer waits for one.
/// </remarks>
/// <param name="socket">The socket; the caller disposes it.</param>
/// <param name="peer">The peer; null to take the sender of the first datagram.</param>
/// <param name="input">What to send.</param>
/// <param name="output">Where to put what the peer sends.</param>
/// <param name="time">The clock of <see cref="QuietTime"/> and <see cref="IdleTimeout"/>.</param>
public sealed class DatagramBridge(
    IDatagramSocket socket, EndPoint? peer, Stream input, Stream output, TimeProvider time)
{
    private const int MaxPayloadBytes = 16 * 1024; // what one read may send as one datagram; as netcat does

    private readonly TaskCompletionSource<EndPoint> _peer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _moved; // when something was last received, delivered or sent
    private volatile bool _isDelivering; // the output has not taken yet what came

    /// <summary>How long nothing may move after the input has ended. Default 1 s.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long nothing may move while the input is open, or the output does not take what came. Default: for ever.
    /// </summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Carries datagrams until the input has ended and the peer is quiet.</summary>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="TimeoutException">Nothing moved for <see cref="IdleTimeout"/>.</exception>
    /// <exception cref="IOException">Nobody listens there, or one of the streams failed.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (peer is not null)
            _peer.SetResult(peer);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        NoteMoved();
        Task receiving = ReceiveAsync(over.Token);
        Task sending = SendAsync(over.Token);
        try
        {
            await Task.WhenAny(receiving, sending, _peer.Task);
            await OverAsync(receiving, sending, over.Token);
        }
        finally
        {
            await over.CancelAsync();
            await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task OverAsync(Task receiving, Task sending, CancellationToken cancel)
    {
        while (!receiving.IsCompleted)
        {
            bool inputHasEnded = sending.IsCompleted; // as of now: it may end while we look at the clock
            if (inputHasEnded)
                await sending; // the sending half may have failed
            TimeSpan left = TimeLeft(inputHasEnded);
            if (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan)
                return;

            var wait = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)); // what a timer can tell apart
            Task pause = Task.Delay(wait, time, cancel);
            await (inputHasEnded ? Task.WhenAny(receiving, pause) : Task.WhenAny(receiving, pause, sending));
            cancel.ThrowIfCancellationRequested();
        }

        await receiving;
    }

    private TimeSpan TimeLeft(bool inputHasEnded)
    {
        TimeSpan silence = time.GetElapsedTime(Interlocked.Read(ref _moved));
        if (inputHasEnded && !_isDelivering)
            return QuietTime - silence;
        if (IdleTimeout is not { } limit)
            return inputHasEnded ? QuietTime : Timeout.InfiniteTimeSpan;
        if (silence >= limit)
            throw new TimeoutException($"nothing has moved for {limit.TotalSeconds:0.###} s");
        return limit - silence;
    }

    private void NoteBegun(EndPoint first)
    {
        if (_peer.Task.IsCompleted)
            return;

        NoteMoved();
        _peer.SetResult(first);
    }

    private void NoteMoved() => Interlocked.Exchange(ref _moved, time.GetTimestamp());

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Datagram.MaxBytes);
        try
        {
            while (true)
            {
                ReceivedDatagram received = await socket.ReceiveAsync(buffer, cancel);
                NoteBegun(received.From);
                if (!received.From.Equals(await _peer.Task))
                    continue; // a stranger: not a part of this conversation

                NoteMoved();
                _isDelivering = true;
                await output.WriteAsync(buffer.AsMemory(0, received.Length), cancel);
                await output.FlushAsync(cancel);
                NoteMoved();
                _isDelivering = false;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task SendAsync(CancellationToken cancel)
    {
        EndPoint to = await _peer.Task.WaitAsync(cancel);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxPayloadBytes);
        try
        {
            int bytes;
            while ((bytes = await input.ReadAsync(buffer.AsMemory(0, MaxPayloadBytes), cancel)) > 0)
            {
                await socket.SendAsync(buffer.AsMemory(0, bytes), to, cancel);
                NoteMoved();
            }

            NoteMoved(); // the quiet time begins
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
