using Sockeye.Transports.Sockets.Engines;
using Sockeye.Transports.Sockets.Polling;

namespace Sockeye.Transports.Sockets;

/// <summary>The engines of this process, and which of them its sockets use.</summary>
internal static class SocketEngines
{
    /// <summary>
    /// The environment variable that chooses the runtime on Linux too (<c>SOCKEYE_SOCKETS=runtime</c>): to compare, and
    /// to have a way out.
    /// </summary>
    public const string Variable = "SOCKEYE_SOCKETS";

    /// <summary>The .NET runtime: on every system.</summary>
    public static ISocketEngine Runtime { get; } = new RuntimeEngine();

    /// <summary>Our own event loops, on Linux. They start with the first socket that waits.</summary>
    public static ISocketEngine EventLoop { get; } = new EventLoopEngine();

    /// <summary>The best there is on this system, unless the environment says otherwise.</summary>
    public static ISocketEngine Default { get; } =
        OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Variable) != "runtime" ? EventLoop : Runtime;
}
