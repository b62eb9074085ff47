using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sockeye.EndToEnd.Processes;

/// <summary>The <c>sockeye</c> command as it is published, as a process of its own.</summary>
internal static class SockeyeProcess
{
    /// <summary>The <c>dotnet</c> that runs this test: three folders above its runtime.</summary>
    public static string DotnetHost { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    /// <summary>The program: one native file, or what starts the runtime where there was no linker for it.</summary>
    public static string Published { get; } = Path.Combine(AppContext.BaseDirectory, "published", "sockeye");

    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "published", "Sockeye.Cli.dll");

    private static readonly string[] Program = IsNative ? [Published] : [DotnetHost, Assembly];

    /// <summary>Whether it needs no runtime: then there is no compiler in it either.</summary>
    public static bool IsNative => !File.Exists(Assembly);

    /// <summary>The words of a command line that runs <c>sockeye</c>.</summary>
    public static string[] CommandLine(params string[] arguments) => [.. Program, .. arguments];

    /// <summary>How to start it, for a test that changes something about it.</summary>
    public static ProcessStartInfo StartInfo(params string[] arguments) =>
        new(Program[0], [.. Program[1..], .. arguments]);

    /// <summary>Starts it.</summary>
    public static RunningProcess Start(params string[] arguments) => RunningProcess.Start(StartInfo(arguments));

    /// <summary>Runs it to its end, with nothing on its standard input.</summary>
    public static Task<ProcessResult> RunAsync(params string[] arguments) =>
        RunningProcess.RunAsync(Program[0], [.. Program[1..], .. arguments]);
}
