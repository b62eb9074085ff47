using System.Globalization;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>How much memory a process has (proc_pid_status(5)).</summary>
internal static class ResidentMemory
{
    /// <summary>Resident and swapped, in bytes.</summary>
    public static long Of(int processId) => File.ReadLines($"/proc/{processId}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal) || line.StartsWith("VmSwap:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024);
}
