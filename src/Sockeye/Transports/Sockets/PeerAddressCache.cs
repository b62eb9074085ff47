using System.Net;

namespace Sockeye.Transports.Sockets;

/// <summary>The addresses of the peers of late, as the kernel writes them and as .NET does.</summary>
/// <remarks>
/// Without it every datagram would make its sender's address anew. Two that fall on the same place take turns there.
/// Safe from any thread: what is kept is never changed.
/// </remarks>
internal sealed class PeerAddressCache
{
    private const int Places = 64; // our choice: 1 KiB for each socket

    private readonly Known?[] _byAddress = new Known?[Places];
    private readonly Known?[] _byEndPoint = new Known?[Places];

    /// <summary>What a received address is called.</summary>
    /// <param name="from">The kernel's address, of its real size.</param>
    public EndPoint EndPointOf(SocketAddress from)
    {
        ref Known? place = ref _byAddress[PlaceOf(from.GetHashCode())];
        if (place is { } known && known.Address.Equals(from))
            return known.EndPoint;

        SocketAddress address = SocketAddresses.Copy(from.Buffer.Span[..from.Size]);
        var made = new Known(address, SocketAddresses.EndPointOf(address));
        place = made;
        return made.EndPoint;
    }

    /// <summary>What the kernel calls a peer.</summary>
    /// <param name="to">The peer.</param>
    /// <param name="socket">Whose calls it is for.</param>
    public SocketAddress AddressOf(EndPoint to, BerkeleySocket socket)
    {
        ref Known? place = ref _byEndPoint[PlaceOf(to.GetHashCode())];
        if (place is { } known && known.EndPoint.Equals(to))
            return known.Address;

        var made = new Known(socket.AddressOf(to), to);
        place = made;
        return made.Address;
    }

    private static int PlaceOf(int hash) => (hash ^ (hash >> 16)) & (Places - 1);

    private sealed record Known(SocketAddress Address, EndPoint EndPoint);
}
