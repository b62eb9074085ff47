namespace Sockeye.Probing.Names;

/// <summary>The order in which the system asks its sources of host names (nsswitch.conf(5)).</summary>
internal static class NameSwitch
{
    // What glibc does without a line for hosts.
    private static readonly string[] Default = ["dns", "files"];

    /// <summary>The sources of host names, first to last: <c>files</c>, <c>dns</c> …</summary>
    public static string[] HostSources(IEnumerable<string> lines)
    {
        string? line = lines.Select(text => text.Split('#')[0].Trim())
            .LastOrDefault(text => text.StartsWith("hosts:", StringComparison.Ordinal));
        return line is null
            ? Default
            : [.. line["hosts:".Length..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
                .Where(word => !word.StartsWith('['))]; // [NOTFOUND=return] and the like are no sources
    }
}
