using Sockeye.Protocols.Text;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Cli.Tracing;

/// <summary>Which sockets a person wants to see, in words.</summary>
internal static class SocketWords
{
    /// <summary>The words that name families.</summary>
    public const string Families = "inet, inet4, inet6, unix, netlink, packet, vsock, all";

    private const string All = "all";

    // inet is both, as in people's mouths; the kernel's INET is inet4.
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["inet"] = ["INET", "INET6"],
        ["ip"] = ["INET", "INET6"],
        ["inet4"] = ["INET"],
        ["ipv4"] = ["INET"],
        ["inet6"] = ["INET6"],
        ["ipv6"] = ["INET6"],
        ["unix"] = ["UNIX", "LOCAL"],
        ["local"] = ["UNIX", "LOCAL"],
        ["netlink"] = ["NETLINK"],
        ["packet"] = ["PACKET"],
        ["vsock"] = ["VSOCK"],
        [All] = [],
    };

    /// <summary>Why words name no families; null when they do.</summary>
    public static string? FlawOf(string only)
    {
        string[] words = Split(only);
        if (words.Length == 0)
            return $"--only names nothing; write some of {Families}";

        return Array.Find(words, word => !Known.ContainsKey(word)) is { } unknown
            ? $"'{PrintableText.Escape(unknown)}' is not a family of sockets; write some of {Families}"
            : null;
    }

    /// <summary>The sockets that are meant.</summary>
    /// <param name="only">Families, or <c>all</c>; null for all but those that help.</param>
    /// <param name="names">Sockets by name; empty for all.</param>
    public static SocketChoice Choice(string? only, IReadOnlyList<string> names)
    {
        string[] families = Split(only ?? "");
        bool isAll = families.Contains(All, StringComparer.OrdinalIgnoreCase);
        return new SocketChoice
        {
            HidesHelpers = !isAll,
            Families = isAll || families.Length == 0
                ? null
                : families.SelectMany(family => Known[family]).ToHashSet(StringComparer.Ordinal),
            Names = names,
        };
    }

    private static string[] Split(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
