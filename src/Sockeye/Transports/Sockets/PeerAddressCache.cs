using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>The addresses of the peers of late, as the kernel writes them and as .NET does.</summary>
/// <remarks>
/// Without it every datagram would make its sender's address anew. Anybody may send under many addresses: at the limit
/// all are forgotten. Safe from any thread: what is kept is never changed.
/// </remarks>
internal sealed class PeerAddressCache
{
    private const int MaxPeers = 1_024; // our choice: some 300 KiB at most for each socket

    private readonly ConcurrentDictionary<Key, EndPoint> _endPoints = new(concurrencyLevel: 1, capacity: 1);
    private readonly ConcurrentDictionary<EndPoint, SocketAddress> _addresses = new(concurrencyLevel: 1, capacity: 1);

    /// <summary>What a received address is called.</summary>
    /// <param name="from">The kernel's address, of its real size.</param>
    public EndPoint EndPointOf(SocketAddress from)
    {
        ReadOnlySpan<byte> bytes = from.Buffer.Span[..from.Size];
        if (bytes.Length > Key.MaxBytes)
            return SocketAddresses.EndPointOf(SocketAddresses.Copy(bytes)); // of a UNIX peer

        Key key = Key.Of(bytes);
        return _endPoints.TryGetValue(key, out EndPoint? known)
            ? known
            : Keep(_endPoints, key, SocketAddresses.EndPointOf(SocketAddresses.Copy(bytes)));
    }

    /// <summary>What the kernel calls a peer.</summary>
    /// <param name="to">The peer.</param>
    /// <param name="socket">Whose calls it is for.</param>
    public SocketAddress AddressOf(EndPoint to, BerkeleySocket socket) =>
        _addresses.TryGetValue(to, out SocketAddress? known) ? known : Keep(_addresses, to, socket.AddressOf(to));

    private static TValue Keep<TKey, TValue>(ConcurrentDictionary<TKey, TValue> all, TKey key, TValue value)
        where TKey : notnull
    {
        if (all.Count >= MaxPeers)
            all.Clear();
        all[key] = value;
        return value;
    }

    /// <summary>
    /// The bytes of an address. Two of .NET's own are only equal if their buffers are of one length as well.
    /// </summary>
    private readonly record struct Key(UInt128 First, UInt128 Second, int Bytes)
    {
        /// <summary>Room for <c>sockaddr_in6</c>, which has 28.</summary>
        public const int MaxBytes = 32;

        public static Key Of(ReadOnlySpan<byte> address)
        {
            Span<UInt128> halves = [0, 0];
            address.CopyTo(MemoryMarshal.AsBytes(halves));
            return new Key(halves[0], halves[1], address.Length);
        }
    }
}
