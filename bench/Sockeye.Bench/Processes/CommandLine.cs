using System.Diagnostics;

namespace Sockeye.Bench.Processes;

/// <summary>A program and its arguments.</summary>
internal sealed record CommandLine(string Program, params string[] Arguments)
{
    public string Name => Path.GetFileName(Program);

    /// <summary>All three streams are pipes to us, so that nothing a child does reaches the terminal.</summary>
    public ProcessStartInfo ToStartInfo() => new(Program, Arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };

    /// <summary>The same, with its output in a file, in the same process (exec).</summary>
    public CommandLine IntoFile(string path)
    {
        const string Redirected = "log=$1; shift; exec \"$@\" >\"$log\" 2>&1 </dev/null";
        return new CommandLine("/bin/sh", ["-c", Redirected, "sh", path, Program, .. Arguments]);
    }

    public override string ToString() => $"{Name} {string.Join(' ', Arguments)}";
}
