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
