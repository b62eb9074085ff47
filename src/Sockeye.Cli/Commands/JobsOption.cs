using System.CommandLine;

namespace Sockeye.Cli.Commands;

/// <summary><c>--jobs</c>: how many files are moved at once.</summary>
internal static class JobsOption
{
    public const int Default = 4;

    public static Option<int?> Create() => CommonOptions.Number(
        "--jobs", $"How many files at once, each over a connection of its own. Default {Default}.", least: 1, most: 64);
}
