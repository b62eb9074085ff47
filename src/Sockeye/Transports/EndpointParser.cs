using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sockeye.Transports;

/// <summary>
/// The grammar of <see cref="Endpoint"/>. Each error names the part that is wrong and shows a right one.
/// </summary>
internal static class EndpointParser
{
    private const string Schemes = "tcp, udp, tls, unix, unixgram, icmp";

    public static Endpoint? Parse(string text, out string? error)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !TryParseScheme(text[..colon], out EndpointScheme scheme))
            return ParseWithoutScheme(text, out error);

        string rest = text[(colon + 1)..];
        return scheme is EndpointScheme.Unix or EndpointScheme.Unixgram
            ? ParseUnix(scheme, rest, out error)
            : ParseNetwork(text, scheme, rest, out error);
    }

    // As it is typed to other tools: a path is a UNIX socket's, a number a port of loopback, and the rest TCP.
    private static Endpoint? ParseWithoutScheme(string text, out string? error)
    {
        if (text is ['/', ..] or ['.', '/', ..] or ['.', '.', '/', ..])
            return ParseUnix(EndpointScheme.Unix, text, out error);
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
            return ParseNetwork(text, EndpointScheme.Tcp, "//:" + text, out error);
        if (text.Length > 0 && !text.Contains("://", StringComparison.Ordinal))
            return ParseNetwork(text, EndpointScheme.Tcp, "//" + text, out error);

        error = $"'{text}' has no known scheme; write host:port, or one of {Schemes}, for example tcp://127.0.0.1:57";
        return null;
    }

    private static bool TryParseScheme(string name, out EndpointScheme scheme)
    {
        scheme = default;
        // no numbers, no lists
        return name.All(char.IsAsciiLetter) && Enum.TryParse(name, ignoreCase: true, out scheme);
    }

    private static Endpoint? ParseUnix(EndpointScheme scheme, string path, out string? error)
    {
        string name = scheme.ToString().ToLowerInvariant();
        if (path.StartsWith("///", StringComparison.Ordinal))
            path = path[2..]; // a URL without a host
        int bytes = Encoding.UTF8.GetByteCount(path);
        error = path switch
        {
            "" or "@" => $"the path is missing; write {name}:/run/my.sock, or {name}:@name for an abstract socket",
            ['/', '/', ..] => $"a UNIX socket has a path and no host; write {name}:{path[1..]}",
            _ when path.Contains('\0', StringComparison.Ordinal) => "the path has a NUL character",
            _ when bytes > Endpoint.MaxUnixPathBytes =>
                $"the path has {bytes} bytes; a UNIX socket's path has at most {Endpoint.MaxUnixPathBytes}",
            _ => null,
        };
        return error is null ? new Endpoint(scheme, path, 0) : null;
    }

    private static Endpoint? ParseNetwork(string text, EndpointScheme scheme, string rest, out string? error)
    {
        string name = scheme.ToString().ToLowerInvariant();
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            error = $"'//' is missing after '{name}:'; write {name}://{rest}";
            return null;
        }

        string authority = rest[2..];
        if (!TrySplit(authority, out string host, out string? port))
        {
            error = $"the host in '{text}' is not closed; write an IPv6 address in brackets, like {name}://[::1]:57";
            return null;
        }

        error = HostError(name, host, authority) ?? PortError(scheme, name, authority, port);
        if (error is not null)
            return null;

        return new Endpoint(
            scheme,
            host.Length == 0 ? Endpoint.DefaultHost : host,
            port is null ? 0 : int.Parse(port, CultureInfo.InvariantCulture));
    }

    // "host:port", "[v6]:port", ":port", "host". A port that is not there is null.
    private static bool TrySplit(string authority, out string host, out string? port)
    {
        port = null;
        host = authority;
        if (authority.StartsWith('['))
        {
            int close = authority.IndexOf(']', StringComparison.Ordinal);
            if (close < 0)
                return false;

            host = ScopedAddress.Unescaped(authority[1..close]);
            string after = authority[(close + 1)..];
            if (after.StartsWith(':'))
                port = after[1..];
            return (after.Length == 0 || after.StartsWith(':')) && !host.EndsWith('%')
                && IPAddress.TryParse(host, out IPAddress? v6) && v6.AddressFamily == AddressFamily.InterNetworkV6;
        }

        int colon = authority.LastIndexOf(':');
        if (colon < 0)
            return true;

        (host, port) = (authority[..colon], authority[(colon + 1)..]);
        return !host.Contains(':', StringComparison.Ordinal);
    }

    private static string? HostError(string scheme, string host, string authority)
    {
        if (authority.Contains('/', StringComparison.Ordinal))
            return $"'{authority}' has a path; an endpoint is only {scheme}://host:port";
        if (host.Length > 255)
            return "the host name has more than 255 characters"; // RFC 1035 §2.3.4
        foreach (char c in host)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '@' or '[' or ']' or '?' or '#')
                return $"the host '{Protocols.Text.PrintableText.Escape(host)}' has a character that no host name has";
        }

        return null;
    }

    private static string? PortError(EndpointScheme scheme, string name, string authority, string? port)
    {
        if (scheme == EndpointScheme.Icmp)
            return port is null ? null : $"icmp has no ports; write icmp://{authority[..authority.LastIndexOf(':')]}";
        if (port is null or "")
            return $"the port is missing; write {name}://{authority.TrimEnd(':')}:57 (a server: or 0, any free one)";

        bool isPort = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number <= IPEndPoint.MaxPort;
        return isPort ? null : $"the port '{port}' is not a number from 0 to {IPEndPoint.MaxPort}";
    }
}
