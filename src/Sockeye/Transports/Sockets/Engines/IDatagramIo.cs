using System.Net;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>The calls that say with whom: a datagram, or several at once, each to or from an address.</summary>
internal interface IDatagramIo
{
    /// <summary>Receives a datagram; the result is its real length.</summary>
    ValueTask<int> ReceiveFromAsync(Memory<byte> buffer, SocketAddress from, CancellationToken cancel);

    /// <summary>Sends a datagram.</summary>
    ValueTask<int> SendToAsync(ReadOnlyMemory<byte> datagram, SocketAddress to, CancellationToken cancel);

    /// <summary>Sends datagrams of one size that stand one behind the other; the last may be shorter.</summary>
    /// <returns>null when the engine, the kernel or the path takes them only one by one: nothing was sent.</returns>
    ValueTask<int?> SendSegmentsAsync(
        ReadOnlyMemory<byte> datagrams, int datagramBytes, SocketAddress to, CancellationToken cancel);

    /// <summary>Receives a datagram, or several of one sender.</summary>
    /// <returns>The bytes of all, and the length of each.</returns>
    ValueTask<(int Bytes, int DatagramBytes)> ReceiveSegmentsAsync(
        Memory<byte> buffer, SocketAddress from, CancellationToken cancel);
}
