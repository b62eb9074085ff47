using System.Net;

namespace Sockeye.Transports;

/// <summary>The address of a peer in the form that a socket of its own family understands.</summary>
internal static class PeerAddress
{
    /// <summary>
    /// A dual-stack socket reports IPv4 peers as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2): here as a.b.c.d.
    /// </summary>
    public static EndPoint Plain(EndPoint peer) => peer is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port)
        : peer;
}
