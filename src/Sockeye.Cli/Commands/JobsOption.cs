using System.CommandLine;
using Sockeye.Cli.Console;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands;

/// <summary><c>--jobs</c>: how many files are moved at once.</summary>
internal static class JobsOption
{
    public const int Default = 4;

    public static Option<int?> Create() => CommonOptions.Number(
        "--jobs", $"How many files at once, each over a connection of its own. Default {Default}.", least: 1, most: 64);

    /// <summary>As many as were asked for, or as fit the open files; at least one is tried.</summary>
    public static int Fitting(CommandConsole console, int? asked)
    {
        // Two connections (FTP's second is for data), the file, its reader that sums, and a pipe of the kernel's.
        const int openFilesEach = 6;
        OpenFiles open = OpenFiles.OfThisProcess();
        int wanted = asked ?? Default;
        int fitting = Math.Clamp(open.Fit(openFilesEach, OpenFiles.ClientHeadroom), 1, wanted);
        if (fitting < asked)
            console.Say($"{fitting} files at once, for 'ulimit -n' is {open.Limit}");
        return fitting;
    }
}
