using System.Runtime.InteropServices;

namespace Sockeye.EndToEnd.Processes;

/// <summary>Signals by their Linux numbers (signal(7)).</summary>
internal enum Signal
{
    HangUp = 1,
    Interrupt = 2,
    Kill = 9,
    User1 = 10,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

/// <summary>kill(2).</summary>
internal static class Signals
{
    public static void Send(int processId, Signal signal)
    {
        if (Kill(processId, (int)signal) != 0)
            throw new InvalidOperationException(
                $"kill({processId}, {signal}) failed: errno {Marshal.GetLastPInvokeError()}");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
