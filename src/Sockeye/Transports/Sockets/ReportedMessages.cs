using System.Net;
using System.Net.Sockets;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>The messages of a <see cref="ReportedSocket"/>.</summary>
internal sealed class ReportedMessages(IMessageIo inner, ReportedSocket socket) : IMessageIo
{
    public long SendToNow(ReadOnlySpan<byte> datagram, SocketAddress to, TimeProvider time)
    {
        long start = socket.Log.Start();
        try
        {
            long sent = inner.SendToNow(datagram, to, time);
            if (socket.Log.IsOn)
                socket.ReportMoved("sendto", datagram.ToArray(), start, (datagram.Length, 0), to);

            return sent;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            EndPoint? peer = ReportedSocket.AddressOf(to);
            throw socket.Log.Failed("sendto", "send to", peer, e, start, datagram.Length, peer);
        }
    }

    public ValueTask<ReceiveResult> ReceiveMessageAsync(
        Memory<byte> buffer, SocketAddress from, Memory<byte> control, bool withErrors, CancellationToken cancel)
    {
        long start = socket.StartReceiving();
        ValueTask<ReceiveResult> call = inner.ReceiveMessageAsync(buffer, from, control, withErrors, cancel);
        return call.IsCompletedSuccessfully && !socket.Log.IsOn
            ? call
            : socket.FinishAsync(
                call, "recvmsg", "receive on", buffer, start, static got => (got.Bytes, 0), from: from);
    }
}
