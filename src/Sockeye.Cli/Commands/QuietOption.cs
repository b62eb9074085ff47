using System.CommandLine;

namespace Sockeye.Cli.Commands;

/// <summary><c>--quiet</c>: of a command that moves files, nothing but what fails.</summary>
internal static class QuietOption
{
    public static Option<bool> Create() => new("--quiet", "-q")
    {
        Description = "Print neither results nor progress, only what fails.",
    };
}
