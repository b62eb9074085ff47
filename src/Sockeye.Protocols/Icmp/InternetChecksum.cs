using System.Buffers.Binary;

namespace Sockeye.Protocols.Icmp;

/// <summary>
/// The Internet checksum: the one's complement of the one's complement sum of 16-bit words (RFC 1071).
/// </summary>
public static class InternetChecksum
{
    /// <summary>The checksum of bytes whose own checksum field is zero.</summary>
    /// <param name="bytes">An odd last byte counts as if a zero followed (RFC 1071 §1).</param>
    /// <returns>In host order. Of bytes that hold their right checksum: 0.</returns>
    public static ushort Of(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0; // the carries gather in the upper bits, and are added back at the end (RFC 1071 §2 (C))
        while (bytes.Length >= sizeof(ushort))
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[sizeof(ushort)..];
        }

        if (!bytes.IsEmpty)
            sum += (ulong)bytes[0] << 8;
        while (sum > ushort.MaxValue)
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }
}
