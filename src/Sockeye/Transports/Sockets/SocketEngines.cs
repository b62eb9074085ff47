using System.Net.Sockets;
using Sockeye.Native;
using Sockeye.Transports.Sockets.Polling;

namespace Sockeye.Transports.Sockets;

/// <summary>Chooses what sockets wait by.</summary>
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
        var socket = new Socket(family, type, protocol);
        if (engine == SocketEngine.EventLoop)
            SocketCalls.SetNonBlocking(socket.SafeHandle);
        return socket;
    }

    /// <summary>Lets a socket wait by an engine, and report what it does.</summary>
    public static ISocketIo Start(SocketEngine engine, Socket socket, SocketCallLog log) =>
        new ReportedSocketIo(Start(engine, socket), socket, log);

    private static ISocketIo Start(SocketEngine engine, Socket socket) =>
        engine == SocketEngine.Runtime ? new RuntimeSocketIo(socket) : new PolledSocket(socket);
}
