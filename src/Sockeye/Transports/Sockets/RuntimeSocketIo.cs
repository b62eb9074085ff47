using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets;

/// <summary>Waits by the .NET runtime's own means: on every system, and on Linux where nothing else works.</summary>
internal sealed class RuntimeSocketIo(Socket socket) : ISocketIo
{
    public EndPoint? LocalEndPoint => socket.LocalEndPoint;

    public EndPoint? RemoteEndPoint
    {
        get
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

    public ValueTask<Socket> AcceptAsync(CancellationToken cancel) => socket.AcceptAsync(cancel);

    public ValueTask ConnectAsync(EndPoint remote, CancellationToken cancel) => socket.ConnectAsync(remote, cancel);

    // Receiving into nothing waits until there is something.
    public async ValueTask WaitToReceiveAsync(CancellationToken cancel) =>
        await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancel);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel) =>
        socket.ReceiveAsync(buffer, SocketFlags.None, cancel);

    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) =>
        socket.SendAsync(data, SocketFlags.None, cancel);

    // Truncated, MSG_TRUNC, as an input flag: the result is the real length (recv(2)).
    public ValueTask<int> ReceiveFromAsync(Memory<byte> buffer, SocketAddress from, CancellationToken cancel) =>
        socket.ReceiveFromAsync(buffer, SocketFlags.Truncated, from, cancel);

    public ValueTask<int> SendToAsync(ReadOnlyMemory<byte> datagram, SocketAddress to, CancellationToken cancel) =>
        socket.SendToAsync(datagram, SocketFlags.None, to, cancel);

    public void Detach()
    {
        // the runtime does that itself
    }

    public void Closed()
    {
        // likewise
    }
}
