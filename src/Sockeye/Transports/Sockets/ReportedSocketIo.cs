using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Transports.Sockets;

/// <summary>
/// Says what happens: each call is reported to the sink, and each failure becomes a <see cref="SocketCallException"/>.
/// </summary>
/// <remarks>A call that is done at once, while nobody wants to know, costs nothing here.</remarks>
/// <param name="inner">Makes the calls.</param>
/// <param name="socket">The socket they are made on; it stays with the caller.</param>
/// <param name="log">Who wants to know.</param>
internal sealed class ReportedSocketIo(ISocketIo inner, Socket socket, SocketCallLog log) : ISocketIo
{
    public EndPoint? LocalEndPoint => OrNull(static io => io.LocalEndPoint);

    public EndPoint? RemoteEndPoint => OrNull(static io => io.RemoteEndPoint);

    public bool CarriesFiles => inner.CarriesFiles;

    private int Descriptor => socket.SafeHandle.IsClosed ? -1 : (int)socket.SafeHandle.DangerousGetHandle();

    public async ValueTask<Socket> AcceptAsync(CancellationToken cancel)
    {
        long start = log.Start();
        try
        {
            Socket accepted = await inner.AcceptAsync(cancel);
            log.Done(Descriptor, "accept", argument: null, start, result: (int)accepted.Handle);
            return accepted;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Failed("accept", "accept on", LocalEndPoint, e, start);
        }
    }

    public async ValueTask ConnectAsync(EndPoint remote, CancellationToken cancel)
    {
        long start = log.Start();
        try
        {
            await inner.ConnectAsync(remote, cancel);
            log.Done(Descriptor, "connect", remote, start);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Failed("connect", "connect to", remote, e, start);
        }
    }

    // Not reported: it is the first half of the call that follows.
    public ValueTask WaitToReceiveAsync(CancellationToken cancel) => inner.WaitToReceiveAsync(cancel);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<int> call = inner.ReceiveAsync(buffer, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "recv", "receive from", buffer.Length, to: null, start, static bytes => bytes);
    }

    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<int> call = inner.SendAsync(data, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "send", "send to", data.Length, to: null, start, static bytes => bytes);
    }

    public ValueTask<int> ReceiveFromAsync(Memory<byte> buffer, SocketAddress from, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<int> call = inner.ReceiveFromAsync(buffer, from, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "recvfrom", "receive on", buffer.Length, to: null, start, static bytes => bytes);
    }

    public ValueTask<int> SendToAsync(ReadOnlyMemory<byte> datagram, SocketAddress to, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<int> call = inner.SendToAsync(datagram, to, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "sendto", "send to", datagram.Length, to, start, static bytes => bytes);
    }

    public long SendToNow(ReadOnlySpan<byte> datagram, SocketAddress to, TimeProvider time)
    {
        long start = log.Start();
        try
        {
            long sent = inner.SendToNow(datagram, to, time);
            if (log.IsOn)
            {
                EndPoint peer = SocketAddresses.EndPointOf(to);
                log.Moved(Descriptor, "sendto", datagram.Length, peer, datagram.Length, start);
            }

            return sent;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Failed("sendto", "send to", SocketAddresses.EndPointOf(to), e, start);
        }
    }

    public ValueTask<int?> SendSegmentsAsync(
        ReadOnlyMemory<byte> datagrams, int datagramBytes, SocketAddress to, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<int?> call = inner.SendSegmentsAsync(datagrams, datagramBytes, to, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "sendmsg", "send to", datagrams.Length, to, start, static bytes => bytes ?? 0);
    }

    public ValueTask<(int Bytes, int DatagramBytes)> ReceiveSegmentsAsync(
        Memory<byte> buffer, SocketAddress from, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<(int Bytes, int)> call = inner.ReceiveSegmentsAsync(buffer, from, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "recvmsg", "receive on", buffer.Length, to: null, start, static got => got.Bytes);
    }

    public ValueTask<ReceivedMessage> ReceiveMessageAsync(
        Memory<byte> buffer, SocketAddress from, Memory<byte> control, bool withErrors, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<ReceivedMessage> call = inner.ReceiveMessageAsync(buffer, from, control, withErrors, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "recvmsg", "receive on", buffer.Length, to: null, start, static got => got.Bytes);
    }

    public ValueTask<int?> SendFileAsync(SafeFileHandle file, long offset, int maxBytes, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<int?> call = inner.SendFileAsync(file, offset, maxBytes, cancel);
        return FinishAsync(call, "sendfile", "send to", maxBytes, to: null, start, static bytes => bytes ?? 0);
    }

    public ValueTask<int?> SpliceAsync(SplicePipe pipe, int maxBytes, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<int?> call = inner.SpliceAsync(pipe, maxBytes, cancel);
        return FinishAsync(call, "splice", "receive from", maxBytes, to: null, start, static bytes => bytes ?? 0);
    }

    public void Detach() => inner.Detach();

    public void Closed() => inner.Closed();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> FinishAsync<T>(
        ValueTask<T> call, string name, string attempt, int requested, SocketAddress? to, long start,
        Func<T, int> bytesOf)
    {
        EndPoint? Peer() => to is null ? null : SocketAddresses.EndPointOf(to);
        try
        {
            T result = await call;
            if (log.IsOn)
                log.Moved(Descriptor, name, requested, Peer(), bytesOf(result), start);
            return result;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Failed(name, attempt, Peer() ?? RemoteEndPoint ?? LocalEndPoint, e, start);
        }
    }

    private SocketCallException Failed(string name, string attempt, EndPoint? address, Exception cause, long start) =>
        log.Failed(Descriptor, name, attempt, address, cause, start);

    private EndPoint? OrNull(Func<ISocketIo, EndPoint?> address)
    {
        try
        {
            return address(inner);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }
}
