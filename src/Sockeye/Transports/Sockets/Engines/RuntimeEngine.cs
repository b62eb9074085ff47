using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>The .NET runtime: on every system, and on Linux where nothing else works.</summary>
internal sealed class RuntimeEngine : ISocketEngine
{
    public Socket Open(AddressFamily family, SocketType type, ProtocolType protocol) => new(family, type, protocol);

    public void Bind(Socket socket, EndPoint local) =>
        socket.Bind(local is UnixDomainSocketEndPoint unix ? new UnixBindAddress(unix) : local);

    public void Listen(Socket socket, int backlog) => socket.Listen(backlog);

    public void Shutdown(Socket socket, SocketShutdown how) => socket.Shutdown(how);

    public ISocketIo Start(Socket socket) => new RuntimeSocket(socket);
}
