using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sockeye.Native;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets.Polling;

/// <summary>The messages of a polled socket: sendto(2) without a wait, and recvmsg(2).</summary>
/// <param name="socket">Waits for them.</param>
/// <param name="handle">Its descriptor.</param>
internal sealed class PolledMessages(PolledSocket socket, SafeSocketHandle handle) : IMessageIo
{
    public long SendToNow(ReadOnlySpan<byte> datagram, SocketAddress to, TimeProvider time)
    {
        long now = time.GetTimestamp();
        SocketErrors.ThrowIfFailed(SocketCalls.SendTo(handle, datagram, to.Buffer.Span[..to.Size], out _));
        return now;
    }

    // The queue of errors first: the error itself is told by whatever call comes next, and then not again.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceiveResult> ReceiveMessageAsync(
        Memory<byte> buffer, SocketAddress from, Memory<byte> control, bool withErrors, CancellationToken cancel)
    {
        Readiness readable = socket.Readable;
        bool isToldAgain = false;
        while (true)
        {
            await socket.BeginAsync(readable, cancel);
            Errno error = Receive(withErrors, buffer.Span, from, control.Span, out ReceiveResult message);
            if (withErrors && error == Errno.Again)
                error = Receive(false, buffer.Span, from, control.Span, out message);

            if (PolledSocket.MustWait(error, readable))
                continue;

            readable.Set(onPool: true);
            bool mayBeQueued = withErrors && error != Errno.None && !isToldAgain; // an error came between the two calls
            isToldAgain = mayBeQueued;
            if (mayBeQueued)
                continue;

            EventBudget.Spent(error, message.Bytes);
            return message;
        }
    }

    private Errno Receive(
        bool fromErrors, Span<byte> buffer, SocketAddress from, Span<byte> control, out ReceiveResult message)
    {
        Errno error = MessageCalls.Receive(
            handle, fromErrors, buffer, from.Buffer.Span, out int addressBytes,
            control, out int controlBytes, out int bytes);
        if (error == Errno.None)
            from.Size = addressBytes;
        message = new ReceiveResult(bytes, controlBytes, fromErrors);
        return error;
    }
}
