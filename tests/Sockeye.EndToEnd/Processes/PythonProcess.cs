using System.Diagnostics;

namespace Sockeye.EndToEnd.Processes;

/// <summary>A script of a foreign user: Python and its <c>socket</c>.</summary>
internal static class PythonProcess
{
    /// <summary>Starts it.</summary>
    public static RunningProcess Start(string script, params string[] arguments) =>
        RunningProcess.Start(new ProcessStartInfo(Peer.Find(Peer.Python), ["-c", script, .. arguments]));

    /// <summary>Runs it to its end.</summary>
    public static Task<ProcessResult> RunAsync(string script, params string[] arguments) =>
        RunningProcess.RunAsync(Peer.Find(Peer.Python), ["-c", script, .. arguments]);
}
