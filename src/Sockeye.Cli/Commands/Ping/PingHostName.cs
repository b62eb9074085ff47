using System.Diagnostics.CodeAnalysis;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>A host to ping, as a person writes it: a name, an address, or <c>icmp://host</c>.</summary>
internal static class PingHostName
{
    /// <summary>Reads it.</summary>
    /// <param name="text">What a person wrote.</param>
    /// <param name="host">The host alone, when the result is true.</param>
    /// <param name="error">What is wrong and what would be right, when the result is false.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out string? host, [NotNullWhen(false)] out string? error)
    {
        host = null;
        if (text.Length == 0) // an Endpoint without a host is this machine: nobody means that by ""
        {
            error = "a host has no name; write its name, its address, or icmp://host";
            return false;
        }

        if (FlawOf(text) is { } flaw)
        {
            error = flaw;
            return false;
        }

        if (!text.Contains("://", StringComparison.Ordinal))
            text = text.Contains(':', StringComparison.Ordinal) ? $"icmp://[{text.Trim('[', ']')}]" : "icmp://" + text;
        if (!Endpoint.TryParse(text, out Endpoint? endpoint, out error))
            return false;

        if (endpoint.Scheme == EndpointScheme.Icmp)
            host = endpoint.Host;
        else
            error = $"{endpoint} is not a host; write its name, its address, or icmp://host";
        return host is not null;
    }

    // A number alone would be an address of its own (inet_aton(3)): 80 is 0.0.0.80.
    private static string? FlawOf(string text)
    {
        string bare = text.StartsWith("icmp://", StringComparison.Ordinal) ? text["icmp://".Length..] : text;
        int colon = bare.LastIndexOf(':');
        bool hasPort = colon > 0 && (bare[colon - 1] == ']' || bare.IndexOf(':', StringComparison.Ordinal) == colon)
            && !text.Contains("://", StringComparison.Ordinal);
        return bare switch
        {
            ['-', ..] => $"'{text}' is no host: no name begins with -",
            _ when hasPort =>
                $"'{text}' has a port, and a host has none here; to try a port: sockeye probe tcp://{text}",
            _ when bare.Length > 0 && bare.All(char.IsAsciiDigit) =>
                $"'{text}' is no host, and a host has no port here; to try a port: sockeye probe tcp://HOST:{bare}",
            _ when bare.Count(static letter => letter == '[') != bare.Count(static letter => letter == ']') =>
                $"'{text}' has a bracket that is not closed; write for example [::1]",
            _ => null,
        };
    }
}
