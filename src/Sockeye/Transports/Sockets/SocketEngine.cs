using System.Net.Sockets;
using Sockeye.Transports.Sockets.Polling;

namespace Sockeye.Transports.Sockets;

/// <summary>Chooses how sockets wait: by our own event loop on Linux, elsewhere by the .NET runtime's.</summary>
internal static class SocketEngine
{
    /// <summary>
    /// The environment variable that chooses the runtime's way on Linux too (<c>SOCKEYE_SOCKETS=runtime</c>): to
    /// compare, and to have a way out.
    /// </summary>
    public const string Variable = "SOCKEYE_SOCKETS";

    /// <summary>Whether our own event loop is used, and with it the calls that only Linux has.</summary>
    public static bool IsPolled { get; } =
        OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Variable) != "runtime";

    public static ISocketIo For(Socket socket)
    {
        if (!IsPolled)
            return new RuntimeSocketIo(socket);

        socket.Blocking = false;
        return new PolledSocket(socket);
    }
}
