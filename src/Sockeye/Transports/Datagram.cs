namespace Sockeye.Transports;

/// <summary>Numbers that all datagram transports share.</summary>
public static class Datagram
{
    /// <summary>The longest datagram in bytes: what the 16-bit length field of UDP can say (RFC 768).</summary>
    public const int MaxBytes = 65_535;
}
