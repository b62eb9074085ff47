using System.Net;
using System.Net.Sockets;
using Sockeye.Native;
using Sockeye.Transports.Sockets.Polling;

namespace Sockeye.Transports.Sockets;

/// <summary>Chooses what sockets wait by, and makes the calls that never wait the same way.</summary>
internal static class SocketEngines
{
    /// <summary>
    /// The environment variable that chooses the runtime on Linux too (<c>SOCKEYE_SOCKETS=runtime</c>): to compare, and
    /// to have a way out.
    /// </summary>
    public const string Variable = "SOCKEYE_SOCKETS";

    /// <summary>The best there is on this system, unless the environment says otherwise.</summary>
    public static SocketEngine Default { get; } =
        OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Variable) != "runtime"
            ? SocketEngine.EventLoop
            : SocketEngine.Runtime;

    /// <summary>Opens a socket.</summary>
    /// <exception cref="SocketException">The system refuses.</exception>
    public static Socket Open(SocketEngine engine, AddressFamily family, SocketType type, ProtocolType protocol)
    {
        Descriptors.GiveUpSpare();
        Socket socket = engine == SocketEngine.Runtime || DomainOf(family) is not { } domain
            ? new Socket(family, type, protocol)
            : Open(domain, type, protocol);
        if (!Descriptors.IsReserved(socket.SafeHandle))
            return socket;

        socket.Dispose();
        throw new ErrnoException(Errno.TooManyOpen);
    }

    /// <summary>Binds a socket. The event loop's are bound by the system itself, whose errors are exact.</summary>
    public static void Bind(SocketEngine engine, Socket socket, EndPoint local)
    {
        if (engine == SocketEngine.Runtime)
        {
            socket.Bind(local is UnixDomainSocketEndPoint unix ? new UnixBindAddress(unix) : local);
            return;
        }

        SocketAddress address = SocketAddresses.Of(local, socket.AddressFamily);
        SocketErrors.ThrowIfFailed(SocketSetupCalls.Bind(socket.SafeHandle, address.Buffer.Span[..address.Size]));
    }

    /// <summary>Lets peers connect.</summary>
    public static void Listen(SocketEngine engine, Socket socket, int backlog)
    {
        if (engine == SocketEngine.Runtime)
            socket.Listen(backlog);
        else
            SocketErrors.ThrowIfFailed(SocketSetupCalls.Listen(socket.SafeHandle, backlog));
    }

    /// <summary>Ends one direction, or both.</summary>
    public static void Shutdown(SocketEngine engine, Socket socket, SocketShutdown how)
    {
        if (engine == SocketEngine.Runtime)
            socket.Shutdown(how);
        else // the numbers are those of Linux
            SocketErrors.ThrowIfFailed(SocketSetupCalls.Shutdown(socket.SafeHandle, (int)how));
    }

    /// <summary>Lets a socket wait by an engine, and report what it does.</summary>
    public static ISocketIo Start(SocketEngine engine, Socket socket, SocketCallLog log) =>
        new ReportedSocketIo(Start(engine, socket), log);

    private static Socket Open(int domain, SocketType type, ProtocolType protocol)
    {
        SocketErrors.ThrowIfFailed(SocketSetupCalls.Open(domain, (int)type, (int)protocol, out int descriptor));
        return new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
    }

    private static ISocketIo Start(SocketEngine engine, Socket socket) =>
        engine == SocketEngine.Runtime ? new RuntimeSocketIo(socket) : new PolledSocket(socket);

    // AF_UNIX, AF_INET, AF_INET6 of Linux
    private static int? DomainOf(AddressFamily family) => family switch
    {
        AddressFamily.Unix => 1,
        AddressFamily.InterNetwork => 2,
        AddressFamily.InterNetworkV6 => 10,
        _ => null,
    };
}
