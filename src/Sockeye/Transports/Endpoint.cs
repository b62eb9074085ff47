using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sockeye.Transports;

/// <summary>
/// Where to listen or whom to reach, as a person writes it: <c>tcp://host:port</c>, <c>unix:/path</c>.
/// </summary>
/// <remarks>
/// <para>An endpoint still has its name; a <see cref="EndPoint"/> is one address that the system resolved it to.
/// The text form parses back to an equal value.</para>
/// <code>
/// tcp://host:port   udp://host:port   tls://host:port     an IPv6 host in brackets: tcp://[::1]:57
/// tcp://[fe80::1%eth0]:57   tcp://[fe80::1%25eth0]:57     on one interface only
/// tcp://*:57                                              to listen on every interface, IPv4 and IPv6
/// tcp://:57                                               no host: loopback
/// unix:/path        unixgram:/path    unix:@name          the last is abstract: no file, Linux only
/// icmp://host
/// host:port   :port   port   /path   ./path               as it is typed to other tools: TCP, and unix:
/// </code>
/// </remarks>
public sealed record Endpoint
{
    /// <summary>The host that stands for every interface when listening.</summary>
    public const string AnyHost = "*";

    /// <summary>The host used when none is given. Every interface must be asked for.</summary>
    public const string DefaultHost = "127.0.0.1";

    /// <summary>The longest UNIX socket path in bytes: <c>sun_path</c> less its closing NUL (unix(7)).</summary>
    public const int MaxUnixPathBytes = 107;

    internal Endpoint(EndpointScheme scheme, string host, int port)
    {
        Scheme = scheme;
        Host = host;
        Port = port;
    }

    /// <summary>What carries the bytes.</summary>
    public EndpointScheme Scheme { get; }

    /// <summary>
    /// A name, an IP address without brackets, <see cref="AnyHost"/>, a socket's path, or <c>@name</c>.
    /// </summary>
    public string Host { get; }

    /// <summary>1 to 65,535; 0 asks for any free port. Always 0 where the scheme has no ports.</summary>
    public int Port { get; init; }

    /// <summary>Whether it is a UNIX socket: <see cref="Host"/> is then a path or <c>@name</c>.</summary>
    public bool IsUnix => Scheme is EndpointScheme.Unix or EndpointScheme.Unixgram;

    /// <summary>Whether it carries datagrams; otherwise streams.</summary>
    public bool IsDatagram => Scheme is EndpointScheme.Udp or EndpointScheme.Unixgram or EndpointScheme.Icmp;

    /// <summary>A TCP endpoint.</summary>
    /// <param name="host">A name or an address; null is loopback.</param>
    /// <param name="port">0 to 65,535.</param>
    public static Endpoint Tcp(string? host, int port) => WithPort(EndpointScheme.Tcp, host, port);

    /// <summary>A TCP endpoint inside TLS.</summary>
    /// <param name="host">A name or an address; null is loopback.</param>
    /// <param name="port">0 to 65,535.</param>
    public static Endpoint Tls(string? host, int port) => WithPort(EndpointScheme.Tls, host, port);

    /// <summary>A UDP endpoint.</summary>
    /// <param name="host">A name or an address; null is loopback.</param>
    /// <param name="port">0 to 65,535.</param>
    public static Endpoint Udp(string? host, int port) => WithPort(EndpointScheme.Udp, host, port);

    /// <summary>A host to ping.</summary>
    /// <param name="host">A name or an address; null is loopback.</param>
    public static Endpoint Icmp(string? host) => new(EndpointScheme.Icmp, host ?? DefaultHost, 0);

    /// <summary>A UNIX stream socket.</summary>
    /// <param name="path">A path, or <c>@name</c>.</param>
    public static Endpoint Unix(string path) => new(EndpointScheme.Unix, path, 0);

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">Says which part is wrong and what would be right.</exception>
    public static Endpoint Parse(string text) =>
        EndpointParser.Parse(text, out string? error) ?? throw new FormatException(error);

    /// <summary>Reads the text form.</summary>
    /// <param name="text">What a person wrote.</param>
    /// <param name="endpoint">The endpoint, when the result is true.</param>
    /// <param name="error">Which part is wrong and what would be right, when the result is false.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Endpoint? endpoint, [NotNullWhen(false)] out string? error)
    {
        endpoint = EndpointParser.Parse(text, out error);
        return endpoint is not null;
    }

    /// <summary>The endpoint of an address that a socket reported.</summary>
    public static Endpoint Of(EndpointScheme scheme, EndPoint address) => address switch
    {
        IPEndPoint ip => new Endpoint(scheme, ScopedAddress.TextOf(UnmappedAddress(ip.Address)), ip.Port),
        UnixDomainSocketEndPoint unix => new Endpoint(scheme, UnixName(unix), 0),
        _ => new Endpoint(scheme, address.ToString() ?? "", 0),
    };

    /// <inheritdoc/>
    public override string ToString()
    {
        string name = Scheme.ToString().ToLowerInvariant();
        string host = Host.Contains(':', StringComparison.Ordinal) ? $"[{ScopedAddress.Escaped(Host)}]" : Host;
        return Scheme switch
        {
            EndpointScheme.Unix or EndpointScheme.Unixgram => $"{name}:{Host}",
            EndpointScheme.Icmp => $"{name}://{host}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{name}://{host}:{Port}"),
        };
    }

    private static Endpoint WithPort(EndpointScheme scheme, string? host, int port)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        return new Endpoint(scheme, host ?? DefaultHost, port);
    }

    // A dual-stack socket reports IPv4 peers as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2).
    private static IPAddress UnmappedAddress(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    // .NET prints an abstract name with the '@' that other tools use; an unnamed socket has no path at all.
    private static string UnixName(UnixDomainSocketEndPoint unix) =>
        unix.ToString() is { Length: > 0 } path ? path : "@";
}

/// <summary>What carries the bytes.</summary>
public enum EndpointScheme
{
    /// <summary>A TCP stream over IPv4 or IPv6.</summary>
    Tcp,

    /// <summary>UDP datagrams over IPv4 or IPv6.</summary>
    Udp,

    /// <summary>A TLS stream over TCP.</summary>
    Tls,

    /// <summary>A UNIX stream socket.</summary>
    Unix,

    /// <summary>UNIX datagrams.</summary>
    Unixgram,

    /// <summary>ICMP echo to a host; has no port.</summary>
    Icmp,
}
