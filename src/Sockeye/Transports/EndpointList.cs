using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Sockeye.Transports;

/// <summary>
/// Endpoints that differ only in their ports, as a person writes them: <c>tcp://host:22,80,8000-8010</c>.
/// </summary>
public static class EndpointList
{
    /// <summary>Reads an endpoint with a port, a list of ports, ranges of them, or both.</summary>
    /// <param name="text">What a person wrote.</param>
    /// <param name="endpoints">In the order written, when the result is true.</param>
    /// <param name="error">Which part is wrong and what would be right, when the result is false.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out IReadOnlyList<Endpoint>? endpoints, [NotNullWhen(false)] out string? error)
    {
        endpoints = null;
        int colon = text.LastIndexOf(':');
        string ports = text[(colon + 1)..];
        bool isList = !text.StartsWith("unix", StringComparison.OrdinalIgnoreCase)
            && ports.AsSpan().IndexOfAny(',', '-') >= 0 && ports.All(c => char.IsAsciiDigit(c) || c is ',' or '-');
        if (!isList)
        {
            endpoints = Endpoint.TryParse(text, out Endpoint? one, out error) ? [one] : null;
            return endpoints is not null;
        }

        if (!Endpoint.TryParse(text[..(colon + 1)] + "1", out Endpoint? first, out error))
            return false;

        var all = new List<Endpoint>();
        foreach (string part in ports.Split(','))
        {
            if (!TryParseRange(part, out int from, out int to))
            {
                error = $"'{part}' is no port and no range of ports; write {text[..(colon + 1)]}22,80,8000-8010";
                return false;
            }

            all.AddRange(Enumerable.Range(from, to - from + 1).Select(port => first with { Port = port }));
        }

        endpoints = [.. all.Distinct()];
        return true;
    }

    private static bool TryParseRange(string text, out int from, out int to)
    {
        string[] ends = text.Split('-');
        to = 0;
        return TryParsePort(ends[0], out from) && TryParsePort(ends[^1], out to) && ends.Length <= 2 && from <= to;
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && port is > 0 and <= IPEndPoint.MaxPort;
}
