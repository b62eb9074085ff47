using System.Net.Sockets;

namespace Sockeye.Shell.Values;

/// <summary>The words of the socket API that calls take: families, types, protocols, directions.</summary>
internal static class SocketNames
{
    public static readonly IReadOnlyDictionary<string, AddressFamily> Families = new Dictionary<string, AddressFamily>
    {
        ["INET"] = AddressFamily.InterNetwork,
        ["INET6"] = AddressFamily.InterNetworkV6,
        ["UNIX"] = AddressFamily.Unix,
    };

    public static readonly IReadOnlyDictionary<string, SocketType> Types = new Dictionary<string, SocketType>
    {
        ["STREAM"] = SocketType.Stream,
        ["DGRAM"] = SocketType.Dgram,
        ["RAW"] = SocketType.Raw,
    };

    /// <summary>By the numbers of protocols(5).</summary>
    public static readonly IReadOnlyDictionary<string, int> ProtocolNumbers = new Dictionary<string, int>
    {
        ["ICMP"] = 1,
        ["TCP"] = 6,
        ["UDP"] = 17,
        ["ICMPV6"] = 58,
    };

    public static readonly IReadOnlyDictionary<string, SocketShutdown> Directions =
        new Dictionary<string, SocketShutdown>
        {
            ["RD"] = SocketShutdown.Receive,
            ["WR"] = SocketShutdown.Send,
            ["RDWR"] = SocketShutdown.Both,
        };

    private static readonly string[] Prefixes = ["AF_", "PF_", "SOCK_", "SHUT_", "IPPROTO_"];

    /// <summary>All of them: none can be the name of a variable.</summary>
    public static IEnumerable<string> All =>
        [.. Families.Keys, .. Types.Keys, .. ProtocolNumbers.Keys, .. Directions.Keys, "ON", "OFF"];

    /// <summary>Finds a word, with the prefix it has in C or without.</summary>
    public static bool TryFind<T>(IReadOnlyDictionary<string, T> words, string word, out T value)
    {
        string? prefix = Prefixes.FirstOrDefault(prefix => word.StartsWith(prefix, StringComparison.Ordinal));
        return words.TryGetValue(prefix is null ? word : word[prefix.Length..], out value!);
    }

    /// <summary>The word for a value.</summary>
    public static string Of<T>(IReadOnlyDictionary<string, T> words, T value)
        where T : struct =>
        words.FirstOrDefault(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key ?? value.ToString()!;
}
