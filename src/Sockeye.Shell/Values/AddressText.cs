using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Protocols.Text;
using Sockeye.Shell.Language;
using Sockeye.Transports;

namespace Sockeye.Shell.Values;

/// <summary>Addresses of the shell: <c>127.0.0.1:80  [::1]:80  localhost:80  /tmp/x.sock  @name</c>.</summary>
internal static class AddressText
{
    private const string Forms = "an address is 127.0.0.1:80, [::1]:80, localhost:80, /tmp/x.sock or @name";

    /// <summary>The text of an address. A UNIX socket without a name has two empty quotes.</summary>
    public static string Of(EndPoint address)
    {
        if (address is not UnixDomainSocketEndPoint)
            return PeerAddress.TextOf(address);

        string name = address.ToString()!;
        return name.Length == 0 ? "\"\"" : PrintableText.Escape(name.StartsWith('\0') ? "@" + name[1..] : name);
    }

    /// <summary>Reads an address, as far as that goes without asking a name server.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="family">Of the socket that it is for: a UNIX socket's needs no slash.</param>
    /// <param name="needsPort">False for RAW sockets, which know no ports.</param>
    /// <param name="column">Where it stands, for the error.</param>
    /// <returns>An address of the system, or a <see cref="DnsEndPoint"/>: a name that must be looked up.</returns>
    /// <exception cref="ShellException">It is none.</exception>
    public static EndPoint Parse(string text, AddressFamily family, bool needsPort, int column)
    {
        bool isPath = text.StartsWith('/') || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith('@');
        if (isPath || (family == AddressFamily.Unix && !text.Contains(':', StringComparison.Ordinal)))
            return Unix(text, column);

        (string host, int? port) = Split(text, column);
        if (port is null && needsPort)
            throw new ShellException($"the port is missing; {Forms}", column);
        if (host.Length == 0 || host.Any(c => c <= ' '))
            throw new ShellException($"the host is missing; {Forms}; every interface is 0.0.0.0", column);
        return Literal(host, column) is { } address && !IsNumber(host)
            ? new IPEndPoint(address, port ?? 0)
            : Name(host, port ?? 0, column);
    }

    private static IPAddress? Literal(string host, int column)
    {
        try
        {
            return ScopedAddress.Parse(host);
        }
        catch (IOException unknownZone)
        {
            throw new ShellException(unknownZone.Message, column);
        }
    }

    private static bool IsNumber(string host) => host.All(char.IsAsciiDigit); // .NET takes 1 for 0.0.0.1

    private static DnsEndPoint Name(string host, int port, int column)
    {
        const int longestName = 255; // RFC 1035 §2.3.4
        if (host.Length > longestName || !host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_'))
            throw new ShellException($"this is no address; {Forms}", column);
        return new DnsEndPoint(host, port);
    }

    private static UnixDomainSocketEndPoint Unix(string text, int column)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes is 0 || text == "@")
            throw new ShellException("the name is missing; a UNIX address is /tmp/x.sock or @name", column);
        if (bytes > Endpoint.MaxUnixPathBytes || text.Contains('\0', StringComparison.Ordinal))
            throw new ShellException(
                $"a UNIX address has at most {Endpoint.MaxUnixPathBytes} bytes (unix(7)), and no NUL", column);
        return new UnixDomainSocketEndPoint(text[0] == '@' ? '\0' + text[1..] : text);
    }

    private static (string Host, int? Port) Split(string text, int column)
    {
        int colon = text.LastIndexOf(':');
        if (text.StartsWith('['))
        {
            int close = text.IndexOf(']', StringComparison.Ordinal);
            bool isPortBehind = close >= 0 && colon == close + 1;
            if (close < 0 || (!isPortBehind && close != text.Length - 1))
                throw new ShellException("an IPv6 address with a port is written [::1]:80", column);
            return (text[1..close], isPortBehind ? Port(text[(colon + 1)..], column) : null);
        }

        bool isIpv6 = text.Count(c => c == ':') > 1; // without brackets there is no telling where a port begins
        if (colon < 0 || isIpv6)
            return (text, null);
        return (text[..colon], Port(text[(colon + 1)..], column));
    }

    private static int Port(string text, int column) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= IPEndPoint.MaxPort
            ? port
            : throw new ShellException("the port must be a number from 0 to 65535; 0 is any free one", column);
}
