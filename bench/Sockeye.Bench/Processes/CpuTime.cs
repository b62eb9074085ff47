using System.Globalization;

namespace Sockeye.Bench.Processes;

/// <summary>CPU time of a process and of its living children: nginx serves in those.</summary>
internal static class CpuTime
{
    private const double TicksPerSecond = 100; // USER_HZ: what /proc counts in, on every architecture of ours

    // Fields of /proc/PID/stat after the name in parentheses, from 0 (proc_pid_stat(5)): state, ppid, … utime, stime.
    private const int ParentField = 1;
    private const int UserField = 11;
    private const int SystemField = 12;

    public static double SecondsOfTree(int pid)
    {
        double seconds = Seconds(StatOf(pid) ?? throw new BenchFailure($"process {pid} has ended"));
        foreach (int child in ChildrenOf(pid))
            seconds += StatOf(child) is { } stat ? Seconds(stat) : 0;
        return seconds;
    }

    private static IEnumerable<int> ChildrenOf(int parent)
    {
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out int pid)
                && StatOf(pid) is { } stat && Number(stat[ParentField]) == parent)
                yield return pid;
        }
    }

    private static double Seconds(string[] stat) =>
        (Number(stat[UserField]) + Number(stat[SystemField])) / TicksPerSecond;

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);

    private static string[]? StatOf(int pid)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' '); // the name may hold spaces and parentheses itself
        }
        catch (IOException)
        {
            return null; // it ended meanwhile
        }
    }
}
