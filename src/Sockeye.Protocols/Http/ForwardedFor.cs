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
        [.. values.SelectMany(value => (value ?? "").Split(',')).Select(element => element.Trim())
            .Where(element => element.Length > 0).Select(AddressOf)]; // it knows no quotes: who sends one hides nobody

    /// <summary>The addresses of Forwarded (RFC 7239 §5.2), in their order; null for what is none.</summary>
    /// <param name="values">The values of all its fields.</param>
    public static IReadOnlyList<IPEndPoint?> Parse(IEnumerable<string?> values) =>
        [.. Elements(values, ',').Select(element => ParameterOf(element, "for") is { } node ? AddressOf(node) : null)];

    /// <summary>The scheme that the last proxy was asked by: <c>http</c>, <c>https</c>, or null when it is not told.
    /// </summary>
    /// <param name="forwarded">The values of Forwarded.</param>
    /// <param name="schemes">The values of X-Forwarded-Proto.</param>
    public static string? SchemeOf(IEnumerable<string?> forwarded, IEnumerable<string?> schemes)
    {
        string? told = Elements(schemes, ',').LastOrDefault()
            ?? (Elements(forwarded, ',').LastOrDefault() is { } last ? ParameterOf(last, "proto") : null);
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

    private static IEnumerable<string> Elements(IEnumerable<string?> values, char separator) =>
        values.SelectMany(value => Split(value ?? "", separator));

    // Outside of quotes, within which a separator is a part of the value (RFC 9110 §5.6.4).
    private static IEnumerable<string> Split(string value, char separator)
    {
        bool isQuoted = false;
        int start = 0;
        for (int at = 0; at <= value.Length; at++)
        {
            if (at < value.Length && value[at] == '"')
                isQuoted = !isQuoted;
            if (at < value.Length && (isQuoted || value[at] != separator))
                continue;

            string element = value[start..at].Trim();
            if (element.Length > 0)
                yield return element;
            start = at + 1;
        }
    }

    private static string? ParameterOf(string element, string name)
    {
        foreach (string pair in Split(element, ';'))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && pair[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return pair[(equals + 1)..].Trim().Trim('"');
        }

        return null;
    }

    // 192.0.2.1, 192.0.2.1:80, [2001:db8::1], [2001:db8::1]:80, and without brackets in X-Forwarded-For.
    private static IPEndPoint? AddressOf(string node)
    {
        node = node.Trim('"');
        bool isAlone = IPAddress.TryParse(node, out IPAddress? address) && !node.StartsWith('[');
        return isAlone ? new IPEndPoint(address!, 0) : IPEndPoint.TryParse(node, out IPEndPoint? both) ? both : null;
    }
}
