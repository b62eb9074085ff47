using System.Runtime.CompilerServices;
using Sockeye.Transports.Sockets;

namespace Sockeye.Testing;

/// <summary>The tests obey the variable of the command, so that all of them can be run with either sockets.</summary>
internal static class SocketsOfTests
{
    [ModuleInitializer]
    internal static void Choose()
    {
        if (Environment.GetEnvironmentVariable("SOCKEYE_SOCKETS") == "runtime")
            AppContext.SetSwitch(SocketTransport.RuntimeSwitch, isEnabled: true);
    }
}
