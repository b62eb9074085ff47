using Sockeye.Transports.Sockets.Engines;
using Sockeye.Transports.Sockets.Polling;

namespace Sockeye.Transports.Sockets;

/// <summary>The engines of this process, and which of them its sockets use.</summary>
internal static class SocketEngines
{
    /// <summary>The .NET runtime: on every system.</summary>
    public static ISocketEngine Runtime { get; } = new RuntimeEngine();

    /// <summary>Our own event loops, on Linux. They start with the first socket that waits.</summary>
    public static ISocketEngine EventLoop { get; } = new EventLoopEngine();

    /// <summary>
    /// The best there is on this system, unless the program has set <see cref="SocketTransport.RuntimeSwitch"/>.
    /// </summary>
    public static ISocketEngine Default { get; } =
        OperatingSystem.IsLinux() && !IsRuntimeAskedFor ? EventLoop : Runtime;

    private static bool IsRuntimeAskedFor =>
        AppContext.TryGetSwitch(SocketTransport.RuntimeSwitch, out bool isOn) && isOn;
}
