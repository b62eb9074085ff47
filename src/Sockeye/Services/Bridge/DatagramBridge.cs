using System.Buffers;
using System.Net;
using Sockeye.Transports;

namespace Sockeye.Services.Bridge;

/// <summary>Joins a datagram socket with an input and an output: one read of the input is one datagram.</summary>
/// <remarks>
/// Datagrams have no end of stream. When the input has ended, the bridge listens on until nothing has come for
/// <see cref="QuietTime"/>.
/// </remarks>
/// <param name="socket">The socket; the caller disposes it.</param>
/// <param name="peer">The peer; null to take the sender of the first datagram.</param>
/// <param name="input">What to send.</param>
/// <param name="output">Where to put what the peer sends.</param>
/// <param name="time">The clock of <see cref="QuietTime"/>.</param>
public sealed class DatagramBridge(
    IDatagramSocket socket, EndPoint? peer, Stream input, Stream output, TimeProvider time)
{
    private const int MaxPayloadBytes = 16 * 1024; // what one read may send as one datagram; as netcat does

    private readonly TaskCompletionSource<EndPoint> _peer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heard;

    /// <summary>How long nothing may come after the input has ended. Default 1 s.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Carries datagrams until the input has ended and the peer is quiet.</summary>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="IOException">Nobody listens there, or one of the streams failed.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (peer is not null)
            _peer.SetResult(peer);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task receiving = ReceiveAsync(over.Token);
        Task sending = SendAsync(over.Token);
        try
        {
            if (await Task.WhenAny(sending, receiving) == sending)
            {
                await sending;
                await QuietAsync(receiving, cancel);
            }
            else
            {
                await receiving;
            }
        }
        finally
        {
            await over.CancelAsync();
            await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task QuietAsync(Task receiving, CancellationToken cancel)
    {
        long heard;
        do
        {
            heard = Interlocked.Read(ref _heard);
            await Task.WhenAny(receiving, Task.Delay(QuietTime, time, cancel));
        }
        while (heard != Interlocked.Read(ref _heard) && !receiving.IsCompleted);

        cancel.ThrowIfCancellationRequested();
        if (receiving.IsCompleted)
            await receiving;
    }

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Datagram.MaxBytes);
        try
        {
            while (true)
            {
                ReceivedDatagram received = await socket.ReceiveAsync(buffer, cancel);
                _peer.TrySetResult(received.From);
                if (!received.From.Equals(await _peer.Task))
                    continue; // a stranger: not a part of this conversation

                Interlocked.Increment(ref _heard);
                await output.WriteAsync(buffer.AsMemory(0, received.Length), cancel);
                await output.FlushAsync(cancel);
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
                await socket.SendAsync(buffer.AsMemory(0, bytes), to, cancel);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
