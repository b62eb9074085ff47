using System.Globalization;
using System.Net;
using Sockeye.Native;
using Sockeye.Protocols.Text;

namespace Sockeye.Transports;

/// <summary>
/// Addresses that count on one interface only, as people write them: <c>fe80::1%eth0</c> (RFC 4007 §11), and in URLs
/// <c>fe80::1%25eth0</c> (RFC 6874).
/// </summary>
public static class ScopedAddress
{
    private const string EscapedMark = "%25";

    /// <summary>Reads an address, with or without a zone.</summary>
    /// <param name="host">What a person wrote, without brackets.</param>
    /// <returns>null when it is a name.</returns>
    /// <exception cref="TransportException">This machine has no such zone.</exception>
    public static IPAddress? Parse(string host)
    {
        if (!IPAddress.TryParse(host, out IPAddress? address) || ZoneOf(host) is not { } zone)
            return address;
        if (OperatingSystem.IsWindows())
            return address; // Windows names its interfaces otherwise

        bool isNumber = uint.TryParse(zone, NumberStyles.None, CultureInfo.InvariantCulture, out uint index);
        if (isNumber ? Interfaces.NameOf(index) is null : (index = Interfaces.IndexOf(zone)) == 0)
            throw new TransportException(
                TransportFailure.Other,
                $"cannot reach {PrintableText.Escape(host)}: this machine has no network interface "
                + $"{PrintableText.Escape(zone)}; ip link shows those it has");

        return new IPAddress(address.GetAddressBytes(), index);
    }

    /// <summary>The text of an address, its zone by name where it has one.</summary>
    public static string TextOf(IPAddress address)
    {
        string text = address.ToString();
        return ZoneOf(text) is { } zone && !OperatingSystem.IsWindows()
            && uint.TryParse(zone, NumberStyles.None, CultureInfo.InvariantCulture, out uint index)
            && Interfaces.NameOf(index) is { } name
            ? WithoutZone(text) + '%' + name
            : text;
    }

    /// <summary>An address as it is meant on other machines: a zone is nobody's but ours.</summary>
    public static string WithoutZone(string host) =>
        ZoneOf(host) is { } zone ? host[..^(zone.Length + 1)] : host;

    /// <summary>The form of a URL as that of an address: <c>%25</c> before a zone is a percent sign.</summary>
    internal static string Unescaped(string host)
    {
        int mark = host.IndexOf('%', StringComparison.Ordinal);
        return mark >= 0 && IsEscaped(host[mark..])
            ? host[..mark] + '%' + host[(mark + EscapedMark.Length)..]
            : host;
    }

    /// <summary>What <see cref="Unescaped"/> reads as that host: only a zone that looks escaped has to be.</summary>
    internal static string Escaped(string host) =>
        ZoneOf(host) is { } zone && IsEscaped('%' + zone) ? $"{WithoutZone(host)}{EscapedMark}{zone}" : host;

    // %25 alone is the zone 25.
    private static bool IsEscaped(string zone) =>
        zone.Length > EscapedMark.Length && zone.StartsWith(EscapedMark, StringComparison.Ordinal);

    // Only of an address of IPv6: no other has one.
    private static string? ZoneOf(string host)
    {
        int mark = host.IndexOf('%', StringComparison.Ordinal);
        return mark >= 0 && host.Contains(':', StringComparison.Ordinal) ? host[(mark + 1)..] : null;
    }
}
