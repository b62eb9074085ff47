using System.Globalization;

namespace Sockeye.Bench.Processes;

/// <summary>Memory that a process holds: VmRSS of proc_pid_status(5), in bytes.</summary>
internal static class MemoryUse
{
    private const string Field = "VmRSS:";
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>By how many bytes a process grows at most while something runs.</summary>
    /// <param name="pid">The process; it is given a moment to settle before.</param>
    /// <param name="run">Starts what runs; throws if it fails.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<long> MostGrowthAsync(int pid, Func<Task> run, CancellationToken cancel)
    {
        await Task.Delay(Settle, cancel);
        long before = ResidentBytes(pid);
        Task running = run();
        long most = before;
        while (!running.IsCompleted)
        {
            most = Math.Max(most, ResidentBytes(pid));
            await Task.WhenAny(running, Task.Delay(SampleEvery, cancel));
        }

        await running;
        return most - before;
    }

    /// <summary>Of a process and its children, as nginx has its workers.</summary>
    public static long ResidentBytesOfAll(int pid) =>
        ResidentBytes(pid)
        + Directory.EnumerateDirectories($"/proc/{pid}/task")
            .SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Sum(child => ResidentBytes(int.Parse(child, CultureInfo.InvariantCulture)));

    public static long ResidentBytes(int pid)
    {
        string line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith(Field, StringComparison.Ordinal));
        string kibibytes = line[Field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024;
    }
}
