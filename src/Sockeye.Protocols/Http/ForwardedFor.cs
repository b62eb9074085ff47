using System.Net;

namespace Sockeye.Protocols.Http;

/// <summary>Whom a proxy speaks for: <c>Forwarded</c> (RFC 7239) and <c>X-Forwarded-For</c>.</summary>
/// <remarks>
/// Each proxy on the way appends whom it has the request from. Whoever sends the request can write anything in front
/// of that, so it is read from its end, as long as those who say it are trusted.
/// </remarks>
public static class ForwardedFor
{
    /// <summary>The addresses of X-Forwarded-For, in their order; null for what is none.</summary>
    /// <param name="values">The values of all its fields.</param>
    public static IReadOnlyList<IPEndPoint?> ParseList(IEnumerable<string?> values) =>
        [.. Words(values).Select(AddressOf)];

    /// <summary>The addresses of Forwarded (RFC 7239 §5.2), in their order; null for what is none.</summary>
    /// <param name="values">The values of all its fields.</param>
    public static IReadOnlyList<IPEndPoint?> Parse(IEnumerable<string?> values) =>
        [.. values.SelectMany(ForwardedElements.Of).Select(
            element => element.TryGetValue("for", out string? node) ? AddressOf(node) : null)];

    /// <summary>The scheme that the last proxy was asked by: <c>http</c>, <c>https</c>, or null when it is not told.
    /// </summary>
    /// <param name="forwarded">The values of Forwarded.</param>
    /// <param name="schemes">The values of X-Forwarded-Proto.</param>
    public static string? SchemeOf(IEnumerable<string?> forwarded, IEnumerable<string?> schemes)
    {
        string? told = Words(schemes).LastOrDefault()
            ?? forwarded.SelectMany(ForwardedElements.Of).LastOrDefault()?.GetValueOrDefault("proto");
        return told?.ToLowerInvariant() is "http" or "https" ? told.ToLowerInvariant() : null;
    }

    /// <summary>The first of them, from the end, that is no trusted proxy; null when there is none.</summary>
    /// <param name="addresses">As the proxies appended them.</param>
    /// <param name="isTrusted">Whether an address is of a proxy that is believed.</param>
    /// <returns>
    /// The client; an endpoint of <see cref="IPAddress.None"/> when the last one that is believed does not say it.
    /// </returns>
    public static IPEndPoint ClientOf(IReadOnlyList<IPEndPoint?> addresses, Predicate<IPAddress> isTrusted)
    {
        IPEndPoint unknown = new(IPAddress.None, 0);
        IPEndPoint last = unknown;
        for (int at = addresses.Count - 1; at >= 0; at--)
        {
            last = addresses[at] ?? unknown;
            if (!isTrusted(last.Address))
                return last;
        }

        return last; // all of them are ours: the outermost has asked by itself
    }

    // The list of a field that knows no quotes: who sends one hides nobody.
    private static IEnumerable<string> Words(IEnumerable<string?> values) =>
        values.SelectMany(value => (value ?? "").Split(','))
            .Select(word => word.Trim())
            .Where(word => word.Length > 0);

    // 192.0.2.1, 192.0.2.1:80, [2001:db8::1], [2001:db8::1]:80, and without brackets in X-Forwarded-For.
    private static IPEndPoint? AddressOf(string node)
    {
        node = node.Trim('"');
        bool isAlone = IPAddress.TryParse(node, out IPAddress? address) && !node.StartsWith('[');
        return isAlone ? new IPEndPoint(address!, 0) : IPEndPoint.TryParse(node, out IPEndPoint? both) ? both : null;
    }
}
