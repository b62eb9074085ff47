namespace Sockeye.Probing.Names;

/// <summary>The system's own table of hosts (hosts(5)): an address, then its names, in each line.</summary>
internal static class HostsFile
{
    /// <summary>Whether a line names a host, in either case.</summary>
    public static bool Names(IEnumerable<string> lines, string host) => lines.Any(line => WordsOf(line)
        .Skip(1)
        .Contains(host.TrimEnd('.'), StringComparer.OrdinalIgnoreCase));

    private static string[] WordsOf(string line) =>
        line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
