using System.Net;

namespace Sockeye.Transports;

/// <summary>Numbers that all datagram transports share.</summary>
public static class Datagram
{
    /// <summary>The longest datagram in bytes: what the 16-bit length field of UDP can say (RFC 768).</summary>
    public const int MaxBytes = 65_535;

    /// <summary>
    /// The most that is sent as one batch, in bytes: what a packet of IPv4 holds, because it travels as one inside of
    /// the kernel.
    /// </summary>
    public const int MaxBatchBytes = 65_507;

    /// <summary>The most datagrams in a batch (UDP_MAX_SEGMENTS of Linux before 6.2).</summary>
    public const int MaxBatchDatagrams = 64;
}

/// <summary>What a datagram socket received.</summary>
/// <param name="Length">Bytes in the buffer.</param>
/// <param name="From">Who sent it, as far as the network tells.</param>
/// <param name="WasTruncated">It was longer than the buffer, and the rest is lost.</param>
public readonly record struct ReceivedDatagram(int Length, EndPoint From, bool WasTruncated);

/// <summary>Datagrams of one sender that were received together: one behind the other in the buffer.</summary>
/// <param name="Length">Bytes of all of them.</param>
/// <param name="DatagramBytes">The length of each; the last may be shorter.</param>
/// <param name="From">Who sent them, as far as the network tells.</param>
/// <param name="WasTruncated">They were longer than the buffer, and the rest is lost.</param>
public readonly record struct ReceivedBatch(int Length, int DatagramBytes, EndPoint From, bool WasTruncated);
