using System.Net;
using System.Net.Sockets;
using Sockeye.Transports;

namespace Sockeye.Access;

/// <summary>What counts as one peer where nobody has a name: an IPv4 address, or an IPv6 network.</summary>
internal static class PeerNetwork
{
    private const int NetworkBytes = 8; // of an IPv6 address: a /64 is what one customer has (RFC 6177)

    /// <summary>The address or network as text.</summary>
    /// <param name="from">Where from; of a UNIX socket, or nowhere: all of this machine is one.</param>
    public static string Of(EndPoint? from)
    {
        if (from is null || PeerAddress.Plain(from) is not IPEndPoint { Address: var address })
            return "local";
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }
}
