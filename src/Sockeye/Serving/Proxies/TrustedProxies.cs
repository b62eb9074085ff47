using System.Net;

namespace Sockeye.Serving.Proxies;

/// <summary>The proxies in front of a server: what they say of their clients is believed.</summary>
/// <param name="networks">Their addresses.</param>
/// <param name="includesUnix">Whether who comes over a UNIX socket is one.</param>
public sealed class TrustedProxies(IReadOnlyList<IPNetwork> networks, bool includesUnix)
{
    /// <summary>There are none.</summary>
    public static TrustedProxies None { get; } = new([], includesUnix: false);

    /// <summary>Whether a peer is one of them. One whose address is not known is not.</summary>
    public bool Contains(EndPoint? peer) => peer switch
    {
        null => false,
        IPEndPoint { Address: var address } => Contains(address),
        _ => includesUnix,
    };

    /// <summary>Whether an address is that of one of them.</summary>
    public bool Contains(IPAddress address)
    {
        if (networks.Count == 0)
            return false;

        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }
}
