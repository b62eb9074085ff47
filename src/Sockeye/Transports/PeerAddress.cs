using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sockeye.Protocols.Text;

namespace Sockeye.Transports;

/// <summary>The address of a peer: as text, and in the form that a socket of its own family understands.</summary>
public static class PeerAddress
{
    /// <summary>
    /// The address as text that is safe to show: a UNIX peer chooses its name, control characters and all.
    /// </summary>
    /// <param name="peer">Its address; null where the transport has none.</param>
    /// <returns>Empty when it has no address, or no name (unix(7)).</returns>
    public static string TextOf(EndPoint? peer) =>
        peer is null ? "" : PrintableText.Escape(TextOfPlain(Plain(peer)));

    /// <summary>Whether a peer is of this machine. One whose address is not known may be anywhere.</summary>
    public static bool IsHere(EndPoint? peer) => peer switch
    {
        null => false,
        IPEndPoint ip => IPAddress.IsLoopback(((IPEndPoint)Plain(ip)).Address),
        _ => true, // a UNIX socket, or the memory network
    };

    /// <summary>
    /// A dual-stack socket reports IPv4 peers as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2): here as a.b.c.d.
    /// </summary>
    public static EndPoint Plain(EndPoint peer) => peer is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port)
        : peer;

    // Almost no address has a zone: what .NET writes is right for the others.
    private static string TextOfPlain(EndPoint peer) =>
        peer is IPEndPoint { AddressFamily: AddressFamily.InterNetworkV6, Address.ScopeId: not 0 } scoped
            ? string.Create(CultureInfo.InvariantCulture, $"[{ScopedAddress.TextOf(scoped.Address)}]:{scoped.Port}")
            : peer.ToString() ?? "";
}
