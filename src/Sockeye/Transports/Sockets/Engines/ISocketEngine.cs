using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>What sockets wait by. It also makes the calls that never wait, each engine in its own way.</summary>
internal interface ISocketEngine
{
    /// <summary>Opens a socket.</summary>
    /// <exception cref="SocketException">The system refuses.</exception>
    Socket Open(AddressFamily family, SocketType type, ProtocolType protocol);

    /// <summary>Binds a socket.</summary>
    void Bind(Socket socket, EndPoint local);

    /// <summary>Lets peers connect.</summary>
    void Listen(Socket socket, int backlog);

    /// <summary>Ends one direction, or both.</summary>
    void Shutdown(Socket socket, SocketShutdown how);

    /// <summary>Lets a socket wait by this engine: one that it has opened, or accepted.</summary>
    ISocketIo Start(Socket socket);
}
