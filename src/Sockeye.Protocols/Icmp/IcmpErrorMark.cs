using System.Globalization;

namespace Sockeye.Protocols.Icmp;

/// <summary>The marks of traceroute(8) for ICMP errors, which people know.</summary>
internal static class IcmpErrorMark
{
    // RFC 792 page 4, RFC 1812 §5.2.7.1
    public static string Of(IcmpErrorCause cause) => cause.Version == IcmpVersion.V4 ? Of4(cause) : Of6(cause);

    private static string Of4(IcmpErrorCause cause) => (cause.Type, cause.Code) switch
    {
        (IcmpType.Unreachable4, 0 or 6 or 11) => "!N", // net unreachable, unknown, for the type of service
        (IcmpType.Unreachable4, 1 or 7 or 8 or 12) => "!H",
        (IcmpType.Unreachable4, 2) => "!P",
        (IcmpType.Unreachable4, 4) => "!F-" + Number(cause.Information),
        (IcmpType.Unreachable4, 5) => "!S",
        (IcmpType.Unreachable4, 9 or 10 or 13) => "!X",
        (IcmpType.Unreachable4, 14) => "!V",
        (IcmpType.Unreachable4, 15) => "!C",
        (IcmpType.Unreachable4, _) => "!" + Number(cause.Code),
        _ => Other(cause),
    };

    private static string Of6(IcmpErrorCause cause) => (cause.Type, cause.Code) switch
    {
        (IcmpType.Unreachable6, 0) => "!N",
        (IcmpType.Unreachable6, 1) => "!X",
        (IcmpType.Unreachable6, 2) => "!S", // beyond scope of source address
        (IcmpType.Unreachable6, 3) => "!H",
        (IcmpType.Unreachable6, _) => "!" + Number(cause.Code),
        (IcmpType.TooBig6, _) => "!F-" + Number(cause.Information),
        _ => Other(cause),
    };

    private static string Other(IcmpErrorCause cause) => $"!<{Number(cause.Type)}-{Number(cause.Code)}>";

    private static string Number(uint value) => value.ToString(CultureInfo.InvariantCulture);
}
