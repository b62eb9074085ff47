namespace Sockeye.Transports;

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
