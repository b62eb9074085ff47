using System.Globalization;

namespace Sockeye.Cli.Ending;

/// <summary>Which signals whoever started this process had it ignore: nohup(1) SIGHUP, shells others.</summary>
internal static class IgnoredSignals
{
    private const string Status = "/proc/self/status"; // proc_pid_status(5)
    private const string Field = "SigIgn:";

    /// <summary>They, as a mask; none where it cannot be told.</summary>
    public static ulong OfThisProcess()
    {
        try
        {
            return File.Exists(Status) ? Parse(File.ReadLines(Status)) : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Whether a signal is one of them.</summary>
    public static bool Contain(ulong mask, int signal) => (mask & (1UL << (signal - 1))) != 0;

    /// <summary>Finds the mask among the lines of a process's status.</summary>
    internal static ulong Parse(IEnumerable<string> status)
    {
        string? line = status.FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
        return ulong.TryParse(
            line.AsSpan(line is null ? 0 : Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture,
            out ulong mask)
            ? mask
            : 0;
    }
}
