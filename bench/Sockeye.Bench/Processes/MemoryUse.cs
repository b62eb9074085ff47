using System.Globalization;

namespace Sockeye.Bench.Processes;

/// <summary>Memory that a process holds: VmRSS of proc_pid_status(5), in bytes.</summary>
internal static class MemoryUse
{
    private const string Field = "VmRSS:";

    public static long ResidentBytes(int pid)
    {
        string line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith(Field, StringComparison.Ordinal));
        string kibibytes = line[Field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024;
    }
}
