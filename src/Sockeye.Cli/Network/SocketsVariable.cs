using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Network;

/// <summary>
/// <c>SOCKEYE_SOCKETS=runtime</c>: sockets wait by the .NET runtime, on Linux too. To compare, and to have a way out.
/// </summary>
internal static class SocketsVariable
{
    public const string Name = "SOCKEYE_SOCKETS";

    /// <summary>Before the first socket.</summary>
    public static void Apply()
    {
        if (Environment.GetEnvironmentVariable(Name) == "runtime")
            AppContext.SetSwitch(SocketTransport.RuntimeSwitch, isEnabled: true);
    }
}
