namespace Sockeye.EndToEnd.Processes;

/// <summary>256 MiB for a process: the smallest machine that we say a server holds on.</summary>
/// <remarks>
/// By a control group of its own where we may make one (cgroups(7), version 1 or 2): the kernel ends what takes more.
/// Elsewhere the runtime is told what it finds out by itself in such a group: three quarters are the heap's.
/// </remarks>
internal sealed class MemoryLimit : IDisposable
{
    public const long Bytes = 256 * 1024 * 1024;

    private const string Groups = "/sys/fs/cgroup";
    private const string HeapLimit = "DOTNET_GCHeapHardLimit=0xC000000"; // 192 MiB

    private readonly string? _group;

    private MemoryLimit(string? group) => _group = group;

    /// <summary>What limits it, for the output of a test.</summary>
    public string Name => _group ?? HeapLimit;

    /// <summary>What to write before a command line.</summary>
    public string[] Words => _group is null
        ? [Peer.Find("env"), HeapLimit]
        : ["/bin/sh", "-c", $"echo $$ > {_group}/cgroup.procs && exec \"$@\"", "sh"];

    public static MemoryLimit Create()
    {
        string name = $"sockeye-test-{Guid.NewGuid():N}";
        return new MemoryLimit(
            TryCreate($"{Groups}/memory/{name}", "memory.limit_in_bytes", "memory.memsw.limit_in_bytes", $"{Bytes}")
            ?? TryCreate($"{Groups}/{name}", "memory.max", "memory.swap.max", "0"));
    }

    /// <summary>Removes the group: its process has ended.</summary>
    public void Dispose()
    {
        if (_group is not null)
            TryRemove(_group);
    }

    // Swap would hide what is too much; not every kernel counts it.
    private static string? TryCreate(string group, string limit, string swapLimit, string mostSwap)
    {
        try
        {
            if (!Directory.Exists(Path.GetDirectoryName(group)))
                return null;
            Directory.CreateDirectory(group);
            File.WriteAllText($"{group}/{limit}", $"{Bytes}");
            if (File.Exists($"{group}/{swapLimit}"))
                File.WriteAllText($"{group}/{swapLimit}", mostSwap);
            return CanEnter(group) ? group : throw new IOException("no process may be in it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryRemove(group);
            return null;
        }
    }

    private static bool CanEnter(string group)
    {
        using var process = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"echo $$ 2>&- > {group}/cgroup.procs"]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static void TryRemove(string group)
    {
        try
        {
            Directory.Delete(group); // rmdir(2); what is in it are no files
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There was none. Or a process is not quite gone; an empty group is in nobody's way.
        }
    }
}
