using System.Globalization;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>How much memory a process has (proc_pid_status(5)).</summary>
internal static class ResidentMemory
{
    /// <summary>Resident and swapped, in bytes.</summary>
    public static long Of(int processId) => Sum(processId, "VmRSS:", "VmSwap:");

    /// <summary>The most that was resident at once, in bytes.</summary>
    public static long PeakOf(int processId) => Sum(processId, "VmHWM:");

    private static long Sum(int processId, params string[] fields) => File.ReadLines($"/proc/{processId}/status")
        .Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        .Where(words => fields.Contains(words[0]))
        .Sum(words => long.Parse(words[1], CultureInfo.InvariantCulture) * 1024);
}
