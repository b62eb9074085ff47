using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>
/// Says what happens: each call is reported to the sink, and each failure becomes a <see cref="SocketCallException"/>.
/// </summary>
/// <remarks>A call that is done at once, while nobody wants to know, costs nothing here.</remarks>
/// <param name="inner">Makes the calls.</param>
/// <param name="log">Who wants to know.</param>
internal sealed class ReportedSocket(ISocketIo inner, SocketCallLog log) : ISocketIo
{
    private const long NotWaiting = -1;

    private EndPoint? _lastRemote; // the kernel forgets whom it was connected with when the peer resets
    private long _waitStart = NotWaiting; // of a wait to receive: it is the first half of the call that follows

    public EndPoint? LocalEndPoint => OrNull(static io => io.LocalEndPoint);

    public EndPoint? RemoteEndPoint
    {
        get
        {
            EndPoint? now = OrNull(static io => io.RemoteEndPoint);
            _lastRemote = now ?? _lastRemote;
            return now;
        }
    }

    public IFileCarrier? Files => field ??= inner.Files is { } files ? new ReportedFiles(files, this) : null;

    public IMessageIo? Messages =>
        field ??= inner.Messages is { } messages ? new ReportedMessages(messages, this) : null;

    /// <summary>Who wants to know.</summary>
    internal SocketCallLog Log => log;

    public void UseAllProcessors() => inner.UseAllProcessors();

    // A success is reported by who makes a socket of it, and knows it by name.
    public async ValueTask<(Socket Socket, EndPoint? Peer)> AcceptAsync(CancellationToken cancel)
    {
        long start = log.Start();
        try
        {
            return await inner.AcceptAsync(cancel);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw log.Failed("accept", "accept on", LocalEndPoint, e, start);
        }
        catch (OperationCanceledException) when (log.IsOn)
        {
            log.Cancelled("accept", argument: null, requested: null, start);
            throw;
        }
    }

    public async ValueTask ConnectAsync(EndPoint remote, CancellationToken cancel)
    {
        long start = log.Start();
        try
        {
            await inner.ConnectAsync(remote, cancel);
            if (log.IsOn)
                log.Done("connect", remote, start, LocalEndPoint, remote);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw log.Failed("connect", "connect to", remote, e, start);
        }
        catch (OperationCanceledException) when (log.IsOn)
        {
            log.Cancelled("connect", remote, requested: null, start);
            throw;
        }
    }

    public ValueTask WaitToReceiveAsync(CancellationToken cancel) =>
        log.IsOn ? WaitAndRememberAsync(cancel) : inner.WaitToReceiveAsync(cancel);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        long start = StartReceiving();
        ValueTask<int> call = inner.ReceiveAsync(buffer, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "recv", "receive from", buffer, start, static bytes => (bytes, 0));
    }

    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<int> call = inner.SendAsync(data, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "send", "send to", data, start, static bytes => (bytes, 0));
    }

    public ValueTask<int> ReceiveFromAsync(Memory<byte> buffer, SocketAddress from, CancellationToken cancel)
    {
        long start = StartReceiving();
        ValueTask<int> call = inner.ReceiveFromAsync(buffer, from, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "recvfrom", "receive on", buffer, start, static bytes => (bytes, 0), from: from);
    }

    public ValueTask<int> SendToAsync(ReadOnlyMemory<byte> datagram, SocketAddress to, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<int> call = inner.SendToAsync(datagram, to, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "sendto", "send to", datagram, start, static bytes => (bytes, 0), to);
    }

    public ValueTask<int?> SendSegmentsAsync(
        ReadOnlyMemory<byte> datagrams, int datagramBytes, SocketAddress to, CancellationToken cancel)
    {
        long start = log.Start();
        ValueTask<int?> call = inner.SendSegmentsAsync(datagrams, datagramBytes, to, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(
                call, "sendmsg", "send to", datagrams, start, static bytes => (bytes ?? 0, 0), to, each: datagramBytes);
    }

    public ValueTask<(int Bytes, int DatagramBytes)> ReceiveSegmentsAsync(
        Memory<byte> buffer, SocketAddress from, CancellationToken cancel)
    {
        long start = StartReceiving();
        ValueTask<(int Bytes, int)> call = inner.ReceiveSegmentsAsync(buffer, from, cancel);
        return call.IsCompletedSuccessfully && !log.IsOn
            ? call
            : FinishAsync(call, "recvmsg", "receive on", buffer, start, static got => got, from: from);
    }

    public void Detach() => inner.Detach();

    public void Closed() => inner.Closed();

    // A wait that is given up is no part of what is received later.
    private async ValueTask WaitAndRememberAsync(CancellationToken cancel)
    {
        long start = log.Start();
        await inner.WaitToReceiveAsync(cancel);
        Volatile.Write(ref _waitStart, start);
    }

    /// <summary>When the call to receive began that is made now.</summary>
    internal long StartReceiving()
    {
        if (!log.IsOn)
            return 0;

        long waiting = Interlocked.Exchange(ref _waitStart, NotWaiting);
        return waiting != NotWaiting ? waiting : log.Start();
    }

    /// <summary>Waits for a call that moves bytes, and reports it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<T> FinishAsync<T>(
        ValueTask<T> call, string name, string attempt, ReadOnlyMemory<byte> data, long start,
        Func<T, (int Bytes, int Each)> moved, SocketAddress? to = null, SocketAddress? from = null,
        int? room = null, int each = 0)
    {
        try
        {
            T result = await call;
            if (log.IsOn)
            {
                (int bytes, int received) = moved(result);
                ReportMoved(name, data, start, (bytes, Math.Max(each, received)), to, from, room);
            }

            return result;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            EndPoint? peer = AddressOf(to);
            EndPoint? about = peer ?? RemoteEndPoint ?? _lastRemote ?? LocalEndPoint;
            throw log.Failed(name, attempt, about, e, start, room ?? data.Length, peer);
        }
        catch (OperationCanceledException) when (log.IsOn)
        {
            log.Cancelled(name, AddressOf(to), room ?? data.Length, start);
            throw;
        }
    }

    /// <summary>Reports a call that has moved bytes.</summary>
    internal void ReportMoved(
        string name, ReadOnlyMemory<byte> data, long start, (int Bytes, int Each) moved,
        SocketAddress? to = null, SocketAddress? from = null, int? room = null) => log.Moved(
            name,
            new SocketCallLog.Transfer(room ?? data.Length, moved.Bytes)
            {
                Data = data[..Math.Min(moved.Bytes, data.Length)], // of a datagram that did not fit, what did
                DatagramBytes = moved.Each < moved.Bytes ? moved.Each : 0,
                To = AddressOf(to),
                From = AddressOf(from),
            },
            start);

    /// <summary>An address as it is reported.</summary>
    internal static EndPoint? AddressOf(SocketAddress? address) =>
        address is null ? null : PeerAddress.Plain(SocketAddresses.EndPointOf(address));

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
