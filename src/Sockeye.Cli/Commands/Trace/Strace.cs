using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Sockeye.Tracing.Strace;

namespace Sockeye.Cli.Commands.Trace;

/// <summary>Finds strace(1), and starts it as the reader of its output wants it.</summary>
internal static partial class Strace
{
    private const int PreviewBytes = 64; // more than a line of a ladder shows

    // 5.3 has --seccomp-bpf, which spares the traced program every other system call; 6.0 tells names of programs (-Y).
    private static readonly Version LeastForSeccomp = new(5, 3);
    private static readonly Version LeastForNames = new(6, 0);

    /// <summary>Which version there is.</summary>
    /// <exception cref="NotSupportedException">It is not installed.</exception>
    public static Version Find() => Installed() ?? throw new NotSupportedException(
        "tracing needs the program strace, which is not installed; on Debian and Ubuntu: apt install strace");

    public static Process Start(TraceTarget target, Version version, string output, bool keepsPayload)
    {
        var start = new ProcessStartInfo("strace") { UseShellExecute = false };
        foreach (string argument in Arguments(target, version, output, keepsPayload))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    internal static IEnumerable<string> Arguments(TraceTarget target, Version version, string output, bool keepsPayload)
    {
        string preview = (keepsPayload ? PreviewBytes : 0).ToString(CultureInfo.InvariantCulture);
        List<string> arguments = ["-f", "-ttt", "-T", "-yy", "-s", preview, "-e", "trace=" + StraceReader.SystemCalls];
        if (version >= LeastForNames)
            arguments.Add("-Y");
        arguments.AddRange(["-o", output]);
        if (target.Process is { } process)
            return [.. arguments, "-p", process.ToString(CultureInfo.InvariantCulture)];

        if (version >= LeastForSeccomp)
            arguments.Add("--seccomp-bpf");
        return [.. arguments, "--", .. target.Program];
    }

    private static Version? Installed()
    {
        var question = new ProcessStartInfo("strace", "-V")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process strace = Process.Start(question)!;
            Match version = VersionLine().Match(strace.StandardOutput.ReadToEnd());
            strace.WaitForExit();
            return version.Success ? Version.Parse(version.Groups["version"].Value) : new Version(0, 0);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // not found
        }
    }

    [GeneratedRegex(@"version (?<version>\d+\.\d+)")]
    private static partial Regex VersionLine();
}
