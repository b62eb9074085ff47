using System.Globalization;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>How much memory a process has (proc_pid_status(5)).</summary>
internal static class ResidentMemory
{
    /// <summary>Resident and swapped, in bytes.</summary>
    public static long Of(int processId) => File.ReadLines($"/proc/{processId}/status")
        .Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words[0] is "VmRSS:" or "VmSwap:")
        .Sum(words => long.Parse(words[1], CultureInfo.InvariantCulture) * 1024);
}
