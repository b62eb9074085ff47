using System.Globalization;

namespace Sockeye.Protocols.Icmp;

/// <summary>The reasons of ICMP errors in words (RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1, RFC 4443 §3).</summary>
internal static class IcmpErrorText
{
    private static readonly string[] Unreachable4 =
    [
        "network unreachable", "host unreachable", "protocol unreachable", "port unreachable",
        "fragmentation needed", "source route failed", "network unknown", "host unknown", "source host isolated",
        "network administratively prohibited", "host administratively prohibited",
        "network unreachable for this type of service", "host unreachable for this type of service",
        "communication administratively prohibited", "host precedence violation", "precedence cutoff in effect",
    ];

    private static readonly string[] Unreachable6 =
    [
        "no route to destination", "communication administratively prohibited", "beyond scope of source address",
        "address unreachable", "port unreachable", "source address failed ingress or egress policy",
        "route to destination rejected", "error in source routing header",
    ];

    private static readonly string[] Redirect4 =
    [
        "redirect for network", "redirect for host", "redirect for service and network",
        "redirect for service and host",
    ];

    private static readonly string[] ParameterProblem6 =
        ["erroneous header field", "unrecognized next header", "unrecognized option", "incomplete header chain"];

    public static string Of(IcmpErrorCause cause) => cause.Version == IcmpVersion.V4 ? Of4(cause) : Of6(cause);

    private static string Of4(IcmpErrorCause cause) => (cause.Type, cause.Code) switch
    {
        (IcmpType.Unreachable4, _) when cause.IsTooBig => Unreachable4[cause.Code] + Mtu(cause),
        (IcmpType.Unreachable4, var code) when code < Unreachable4.Length => Unreachable4[code],
        (IcmpType.SourceQuench4, 0) => "source quench",
        (IcmpType.Redirect4, var code) when code < Redirect4.Length => Redirect4[code],
        (IcmpType.TimeExceeded4, 0) => "time to live exceeded",
        (IcmpType.TimeExceeded4, 1) => "fragment reassembly time exceeded",
        (IcmpType.ParameterProblem4, _) => "parameter problem" + Pointer(cause),
        _ => Unknown(cause),
    };

    private static string Of6(IcmpErrorCause cause) => (cause.Type, cause.Code) switch
    {
        (IcmpType.Unreachable6, var code) when code < Unreachable6.Length => Unreachable6[code],
        (IcmpType.TooBig6, _) => "packet too big" + Mtu(cause),
        (IcmpType.TimeExceeded6, 0) => "hop limit exceeded",
        (IcmpType.TimeExceeded6, 1) => "fragment reassembly time exceeded",
        (IcmpType.ParameterProblem6, var code) when code < ParameterProblem6.Length =>
            ParameterProblem6[code] + Pointer(cause),
        _ => Unknown(cause),
    };

    // A router from before RFC 1191 leaves the field zero.
    private static string Mtu(IcmpErrorCause cause) =>
        cause.Information == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", mtu {cause.Information}");

    private static string Pointer(IcmpErrorCause cause) =>
        string.Create(CultureInfo.InvariantCulture, $" at byte {cause.Information}");

    private static string Unknown(IcmpErrorCause cause) =>
        string.Create(CultureInfo.InvariantCulture, $"type {cause.Type} code {cause.Code}");
}
