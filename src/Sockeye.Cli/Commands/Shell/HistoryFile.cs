using Sockeye.Cli.Console.Lines;
using Sockeye.Files.Storage;

namespace Sockeye.Cli.Commands.Shell;

/// <summary>
/// The lines typed before, kept in <c>$XDG_STATE_HOME/sockeye/shell_history</c> (default <c>~/.local/state</c>, XDG
/// Base Directory Specification). For its owner only: what was sent may be in it. One that is not ours alone is neither
/// read nor written.
/// </summary>
/// <param name="path">The file; null keeps nothing.</param>
internal sealed class HistoryFile(string? path)
{
    /// <summary>Longer lines are not kept: 4 Ki characters.</summary>
    public const int MaxLineChars = 4 * 1024;

    private const long MaxBytes = 8 * 1024 * 1024; // of a file that is read; ours is far below

    /// <summary>Where it belongs; null when there is no home.</summary>
    public static string? DefaultPath(Func<string, string?> environment)
    {
        string? state = environment("XDG_STATE_HOME") is { Length: > 0 } set && Path.IsPathRooted(set) ? set : null;
        string? home = environment("HOME");
        state ??= string.IsNullOrEmpty(home) ? null : Path.Combine(home, ".local", "state");
        return state is null ? null : Path.Combine(state, "sockeye", "shell_history");
    }

    /// <summary>The lines in it, the oldest first. One that has grown too long is shortened on the way.</summary>
    public IReadOnlyList<string> Load()
    {
        try
        {
            if (path is null || new FileInfo(path) is not { Exists: true, Length: < MaxBytes })
                return [];

            string[] all = (LocalFile.ReadOwn(path) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            string[] lines = [.. all.Where(IsKept).TakeLast(LineHistory.MaxLines)];
            if (all.Length > 2 * LineHistory.MaxLines && !OperatingSystem.IsWindows())
                LocalFile.Replace(path, string.Concat(lines.Select(line => line + "\n")));
            return lines;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // a history is a convenience: without one the shell is whole
        }
    }

    /// <summary>Keeps a line.</summary>
    public void Append(string line)
    {
        if (path is null || OperatingSystem.IsWindows() || line.Trim().Length == 0 || !IsKept(line))
            return;

        try
        {
            LocalFile.AppendOwn(path, line + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // without a history the shell is whole
        }
    }

    private static bool IsKept(string line) => line.Length <= MaxLineChars && !line.Any(char.IsControl);
}
