using System.Globalization;
using Sockeye.Cli.Ending;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Network;

/// <summary>The sockets that a service manager has opened for this process (socket activation).</summary>
/// <remarks>
/// sd_listen_fds(3): <c>LISTEN_FDS</c> of them, from descriptor 3 on, if <c>LISTEN_PID</c> is this process; else they
/// are somebody else's. Read once, the variables are gone, so that no program that is started here believes them.
/// </remarks>
internal static class ActivationSockets
{
    private const int First = 3; // SD_LISTEN_FDS_START
    private const int Most = 1_024; // our choice; one for each service is what anybody has

    private static readonly string[] Variables = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "LISTEN_PIDFDID"];

    /// <summary>Takes them over.</summary>
    /// <returns>Null when there are none.</returns>
    /// <exception cref="UsageException">Their number is none.</exception>
    public static GivenSockets? Take()
    {
        string? count = Read(Environment.GetEnvironmentVariable, Environment.ProcessId);
        foreach (string variable in Variables)
            Environment.SetEnvironmentVariable(variable, null);
        return count is null ? null : new GivenSockets(Enumerable.Range(First, CountOf(count)));
    }

    /// <summary>What is said of how many there are.</summary>
    /// <returns>Null when nothing is said to that process.</returns>
    internal static string? Read(Func<string, string?> variable, int process) =>
        int.TryParse(variable("LISTEN_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out int meant)
        && meant == process
            ? variable("LISTEN_FDS")
            : null;

    /// <summary>How many there are.</summary>
    internal static int CountOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= Most
            ? count
            : throw new UsageException($"LISTEN_FDS is '{text}', and should be how many sockets there are");
}
