namespace Sockeye.Protocols.Icmp;

/// <summary>The numbers of the messages that ping sends and receives (IANA, ICMP parameters).</summary>
public static class IcmpType
{
    internal const byte Unreachable4 = 3;
    internal const byte SourceQuench4 = 4;
    internal const byte Redirect4 = 5;
    internal const byte TimeExceeded4 = 11;
    internal const byte ParameterProblem4 = 12;

    internal const byte Unreachable6 = 1;
    internal const byte TooBig6 = 2;
    internal const byte TimeExceeded6 = 3;
    internal const byte ParameterProblem6 = 4;
    internal const byte Redirect6 = 137; // neighbour discovery (RFC 4861 §4.5): its quotation is inside an option

    /// <summary>The number of ICMP in an IP header: 1, or 58.</summary>
    public static byte Protocol(IcmpVersion version) => version == IcmpVersion.V4 ? (byte)1 : (byte)58;

    /// <summary>8, or 128.</summary>
    public static byte EchoRequest(IcmpVersion version) => version == IcmpVersion.V4 ? (byte)8 : (byte)128;

    /// <summary>0, or 129.</summary>
    public static byte EchoReply(IcmpVersion version) => version == IcmpVersion.V4 ? (byte)0 : (byte)129;

    /// <summary>The messages that tell of an error, and quote what caused it behind eight bytes.</summary>
    public static IReadOnlyList<byte> Errors(IcmpVersion version) => version == IcmpVersion.V4
        ? [Unreachable4, SourceQuench4, Redirect4, TimeExceeded4, ParameterProblem4]
        : [Unreachable6, TooBig6, TimeExceeded6, ParameterProblem6];
}

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
