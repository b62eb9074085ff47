namespace Sockeye.Cli.Commands;

/// <summary>Whether a program can be started, as execvp(3) looks for it.</summary>
internal static class ProgramFile
{
    private const int NotFound = 127; // as shells, env(1), nice(1) … say it (POSIX, 2.8.2)
    private const int NotExecutable = 126;

    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <returns>Why not, and the exit code for it; null when nothing speaks against it.</returns>
    public static (string Why, int Code)? FlawOf(string program)
    {
        if (!OperatingSystem.IsLinux())
            return null; // whoever starts it says what is wrong

        string[] places = program.Contains('/', StringComparison.Ordinal)
            ? [program]
            : [.. Folders().Select(folder => Path.Combine(folder, program))];
        string[] there = [.. places.Where(File.Exists)];
        foreach (string place in there)
        {
            if ((File.GetUnixFileMode(place) & AnyExecute) != 0)
                return null;
        }

        return there.Length > 0 ? ("permission denied: it is not executable", NotExecutable)
            : Array.Exists(places, Directory.Exists) ? ("it is a directory", NotExecutable)
            : ("there is no such program", NotFound);
    }

    private static IEnumerable<string> Folders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/bin:/usr/bin").Split(':').Select(
            folder => folder.Length == 0 ? "." : folder);
}
