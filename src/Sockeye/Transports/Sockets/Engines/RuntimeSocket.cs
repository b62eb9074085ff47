using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>A socket that waits by the .NET runtime's own means.</summary>
/// <remarks>All are async, so that a closed socket is an error of the task as well.</remarks>
internal sealed class RuntimeSocket(Socket socket) : ISocketIo
{
    // Truncated, MSG_TRUNC, as an input flag: the result is the real length (recv(2)). Of a stream it would discard.
    private readonly SocketFlags _lengthFlag =
        socket.SocketType == SocketType.Stream ? SocketFlags.None : SocketFlags.Truncated;

    private Exception? _failure; // of a wait

    public EndPoint? LocalEndPoint => socket.LocalEndPoint;

    public EndPoint? RemoteEndPoint => RemoteOf(socket);

    public IFileCarrier? Files => null;

    public IMessageIo? Messages => null;

    public async ValueTask<(Socket Socket, EndPoint? Peer)> AcceptAsync(CancellationToken cancel)
    {
        Socket accepted = await socket.AcceptAsync(cancel);
        return (accepted, RemoteOf(accepted)); // .NET keeps what accept(2) told
    }

    public async ValueTask ConnectAsync(EndPoint remote, CancellationToken cancel) =>
        await socket.ConnectAsync(remote, cancel);

    // Receiving into nothing waits until there is something. The kernel tells an error once: it is kept for receiving.
    public async ValueTask WaitToReceiveAsync(CancellationToken cancel)
    {
        try
        {
            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancel);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _failure = e;
        }
    }

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
            throw failure;

        return await socket.ReceiveAsync(buffer, _lengthFlag, cancel);
    }

    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) =>
        await socket.SendAsync(data, SocketFlags.None, cancel);

    public async ValueTask<int> ReceiveFromAsync(Memory<byte> buffer, SocketAddress from, CancellationToken cancel) =>
        await socket.ReceiveFromAsync(buffer, SocketFlags.Truncated, from, cancel);

    public async ValueTask<int> SendToAsync(
        ReadOnlyMemory<byte> datagram, SocketAddress to, CancellationToken cancel) =>
        await socket.SendToAsync(datagram, SocketFlags.None, to, cancel);

    public ValueTask<int?> SendSegmentsAsync(
        ReadOnlyMemory<byte> datagrams, int datagramBytes, SocketAddress to, CancellationToken cancel) =>
        ValueTask.FromResult<int?>(null);

    public async ValueTask<(int Bytes, int DatagramBytes)> ReceiveSegmentsAsync(
        Memory<byte> buffer, SocketAddress from, CancellationToken cancel)
    {
        int bytes = await ReceiveFromAsync(buffer, from, cancel);
        return (bytes, bytes);
    }

    /// <summary>The thread pool does.</summary>
    public void UseAllProcessors()
    {
    }

    public void Detach()
    {
        // the runtime ends its watch when the socket is closed
    }

    public void Closed()
    {
        // the runtime wakes those who wait
    }

    private static EndPoint? RemoteOf(Socket socket)
    {
        try
        {
            return socket.RemoteEndPoint;
        }
        catch (SocketException)
        {
            return null; // the peer is gone already
        }
    }
}
