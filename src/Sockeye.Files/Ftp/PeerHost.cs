using System.Net;
using Sockeye.Transports;

namespace Sockeye.Files.Ftp;

/// <summary>The host of an address, without its port.</summary>
internal static class PeerHost
{
    /// <summary>Its IP address, an IPv4 one as such; null where it has none.</summary>
    public static IPAddress? AddressOf(EndPoint? peer) =>
        peer is null ? null : (PeerAddress.Plain(peer) as IPEndPoint)?.Address;

    /// <summary>Its name or address, as one listens on it and connects to it; null where there is none.</summary>
    public static string? TextOf(EndPoint? peer) =>
        (AddressOf(peer) is { } address ? ScopedAddress.TextOf(address) : null) ?? (peer as DnsEndPoint)?.Host;

    /// <summary>Whether both are of the same host. Who has no host is like nobody.</summary>
    public static bool IsSame(EndPoint? one, EndPoint? other) => TextOf(one) is { } host && host == TextOf(other);
}
