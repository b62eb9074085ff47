using System.Globalization;

namespace Sockeye.Protocols.Icmp;

/// <summary>What an ICMP error says: why a datagram did not arrive.</summary>
/// <param name="Version">Which ICMP says it.</param>
/// <param name="Type">The message: unreachable, time exceeded …</param>
/// <param name="Code">The reason within it.</param>
/// <param name="Information">
/// The MTU of the next hop in bytes, for a datagram too big (RFC 1191 §4, RFC 4443 §3.2); where the parameter problem
/// is; else 0.
/// </param>
public readonly record struct IcmpErrorCause(IcmpVersion Version, byte Type, byte Code, uint Information)
{
    private const byte FragmentationNeeded4 = 4; // of IcmpType.Unreachable4
    private const byte Port4 = 3; // of the same
    private const byte Port6 = 4; // of IcmpType.Unreachable6
    private const byte InTransit = 0; // of TimeExceeded
    private const byte Reassembly = 1;

    /// <summary>Whether it was too big for a link on its way.</summary>
    public bool IsTooBig => Version == IcmpVersion.V4
        ? (Type, Code) == (IcmpType.Unreachable4, FragmentationNeeded4)
        : Type == IcmpType.TooBig6;

    /// <summary>Whether it only says that there is a shorter way: the datagram itself went on.</summary>
    public bool IsAdvice => Version == IcmpVersion.V4 && Type is IcmpType.Redirect4 or IcmpType.SourceQuench4;

    /// <summary>Whether it had taken as many hops as it may (RFC 792 page 6, RFC 4443 §3.3).</summary>
    public bool IsTimeExceeded => IsOfTime && Code == InTransit;

    /// <summary>Whether a part of it was missing where it was put together again.</summary>
    public bool IsReassembly => IsOfTime && Code == Reassembly;

    /// <summary>Whether it arrived, and nobody listens on its port.</summary>
    public bool IsPortUnreachable => (Type, Code) == (Version == IcmpVersion.V4
        ? (IcmpType.Unreachable4, Port4)
        : (IcmpType.Unreachable6, Port6));

    private bool IsOfTime =>
        Type == (Version == IcmpVersion.V4 ? IcmpType.TimeExceeded4 : IcmpType.TimeExceeded6);

    /// <summary>The reason in a mark of traceroute(8): <c>!H</c>, <c>!N</c>, <c>!X</c>, else its code.</summary>
    public string Mark => IcmpErrorMark.Of(this);

    /// <summary>The reason in words: <c>host unreachable</c>, <c>time to live exceeded</c>.</summary>
    public override string ToString() => IcmpErrorText.Of(this);
}

/// <summary>
/// The reasons of ICMP errors (RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1, RFC 4443 §3) in the words of ping(8) of
/// iputils, which people and scripts know.
/// </summary>
internal static class IcmpErrorText
{
    private static readonly string[] Unreachable4 =
    [
        "Destination Net Unreachable", "Destination Host Unreachable", "Destination Protocol Unreachable",
        "Destination Port Unreachable", "Frag needed and DF set", "Source Route Failed", "Destination Net Unknown",
        "Destination Host Unknown", "Source Host Isolated", "Destination Net Prohibited",
        "Destination Host Prohibited", "Destination Net Unreachable for Type of Service",
        "Destination Host Unreachable for Type of Service", "Packet filtered", "Precedence Violation",
        "Precedence Cutoff",
    ];

    private static readonly string[] Unreachable6 =
    [
        "No route", "Administratively prohibited", "Beyond scope of source address", "Address unreachable",
        "Port unreachable", "Source address failed policy", "Route rejected", "Error in source routing header",
    ];

    private static readonly string[] Redirect4 =
    [
        "Redirect Network", "Redirect Host", "Redirect Type of Service and Network",
        "Redirect Type of Service and Host",
    ];

    private static readonly string[] ParameterProblem6 =
        ["Wrong header field", "Unknown header", "Unknown option", "Incomplete header chain"];

    public static string Of(IcmpErrorCause cause) => cause.Version == IcmpVersion.V4 ? Of4(cause) : Of6(cause);

    private static string Of4(IcmpErrorCause cause) => (cause.Type, cause.Code) switch
    {
        // A router from before RFC 1191 leaves the width zero.
        (IcmpType.Unreachable4, _) when cause.IsTooBig =>
            Unreachable4[cause.Code] + (cause.Information == 0 ? "" : $" (mtu = {Number(cause.Information)})"),
        (IcmpType.Unreachable4, var code) when code < Unreachable4.Length => Unreachable4[code],
        (IcmpType.SourceQuench4, 0) => "Source Quench",
        (IcmpType.Redirect4, var code) when code < Redirect4.Length => Redirect4[code],
        (IcmpType.TimeExceeded4, 0) => "Time to live exceeded",
        (IcmpType.TimeExceeded4, 1) => "Frag reassembly time exceeded",
        (IcmpType.ParameterProblem4, _) => $"Parameter problem: pointer = {Number(cause.Information)}",
        _ => Unknown(cause),
    };

    private static string Of6(IcmpErrorCause cause) => (cause.Type, cause.Code) switch
    {
        (IcmpType.Unreachable6, var code) when code < Unreachable6.Length =>
            $"Destination unreachable: {Unreachable6[code]}",
        (IcmpType.TooBig6, _) => $"Packet too big: mtu={Number(cause.Information)}",
        (IcmpType.TimeExceeded6, 0) => "Time exceeded: Hop limit",
        (IcmpType.TimeExceeded6, 1) => "Time exceeded: Defragmentation failure",
        (IcmpType.ParameterProblem6, var code) when code < ParameterProblem6.Length =>
            $"Parameter problem: {ParameterProblem6[code]} at {Number(cause.Information)}",
        _ => Unknown(cause),
    };

    private static string Number(uint value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Unknown(IcmpErrorCause cause) =>
        string.Create(CultureInfo.InvariantCulture, $"type {cause.Type} code {cause.Code}");
}
