namespace Sockeye.Protocols.Icmp;

/// <summary>
/// Which ICMP: that of IPv4 (RFC 792) or that of IPv6 (RFC 4443). Their numbers differ, their meaning hardly.
/// </summary>
public enum IcmpVersion
{
    /// <summary>ICMP of IPv4, protocol 1.</summary>
    V4 = 4,

    /// <summary>ICMPv6, next header 58.</summary>
    V6 = 6,
}
