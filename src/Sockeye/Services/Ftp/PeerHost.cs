using System.Net;
using System.Net.Sockets;
using Sockeye.Transports;

namespace Sockeye.Services.Ftp;

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

    /// <summary>What counts as one peer: an IPv4 address, an IPv6 network of 64 bits, which one customer has.</summary>
    public static string PeerOf(EndPoint? peer)
    {
        if (AddressOf(peer) is not { AddressFamily: AddressFamily.InterNetworkV6 } address)
            return TextOf(peer) ?? "";

        byte[] network = address.GetAddressBytes();
        network.AsSpan(8).Clear();
        return new IPAddress(network).ToString();
    }
}
