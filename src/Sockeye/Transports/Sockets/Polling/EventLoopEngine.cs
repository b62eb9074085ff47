using System.Net;
using System.Net.Sockets;
using Sockeye.Native;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets.Polling;

/// <summary>Our own event loops, with the calls that only Linux has: files carried by the kernel.</summary>
/// <remarks>
/// Its sockets are opened, bound and shut down by the system's own calls, whose errors are exact.
/// </remarks>
internal sealed class EventLoopEngine : ISocketEngine
{
    private readonly EventLoops _loops = new();

    public Socket Open(AddressFamily family, SocketType type, ProtocolType protocol)
    {
        if (DomainOf(family) is not { } domain)
            return new Socket(family, type, protocol);

        SocketErrors.ThrowIfFailed(SocketSetupCalls.Open(domain, (int)type, (int)protocol, out int descriptor));
        return new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
    }

    public void Bind(Socket socket, EndPoint local)
    {
        SocketAddress address = SocketAddresses.Of(local, socket.AddressFamily);
        SocketErrors.ThrowIfFailed(SocketSetupCalls.Bind(socket.SafeHandle, address.Buffer.Span[..address.Size]));
    }

    public void Listen(Socket socket, int backlog) =>
        SocketErrors.ThrowIfFailed(SocketSetupCalls.Listen(socket.SafeHandle, backlog));

    public void Shutdown(Socket socket, SocketShutdown how) => // the numbers are those of Linux
        SocketErrors.ThrowIfFailed(SocketSetupCalls.Shutdown(socket.SafeHandle, (int)how));

    public ISocketIo Start(Socket socket) => new PolledSocket(socket, _loops);

    // AF_UNIX, AF_INET, AF_INET6 of Linux
    private static int? DomainOf(AddressFamily family) => family switch
    {
        AddressFamily.Unix => 1,
        AddressFamily.InterNetwork => 2,
        AddressFamily.InterNetworkV6 => 10,
        _ => null,
    };
}
