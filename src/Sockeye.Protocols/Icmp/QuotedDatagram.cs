using System.Buffers.Binary;
using System.Net;

namespace Sockeye.Protocols.Icmp;

/// <summary>The IP datagram inside an ICMP error: where it was going, and what it carried. A view.</summary>
/// <remarks>
/// <code>
///  IPv4 (RFC 791 §3.1)                          IPv6 (RFC 8200 §3)
/// +----+----+--------+------------------+      +----+--------+------------------------+
/// | 4  |IHL |  TOS   |  total length    |      | 6  | class  |      flow label        |
/// +----+----+--------+-----+------------+      +----+--------+----+---------+---------+
/// |  identification  |flags|  fragment  |      |  payload length  |next hdr | hop lim |
/// +---------+--------+-----+------------+      +------------------+---------+---------+
/// |   TTL   |protocol|    checksum      |      |  source, 16 bytes                    |
/// +---------+--------+------------------+      |  destination, 16 bytes               |
/// |  source                             |      +--------------------------------------+
/// |  destination                        |      |  extension headers, each begins with |
/// |  options, up to IHL words …         |      |  the next one's number and a length  |
/// </code>
/// </remarks>
public readonly ref struct QuotedDatagram
{
    private const int Header4Bytes = 20;
    private const int Header6Bytes = 40;
    private const int FragmentHeaderBytes = 8;
    private const int MaxExtensions = 16; // our limit: a quotation holds few, and a chain must end
    private const ushort FragmentOffset4 = 0x1fff;
    private const ushort FragmentOffset6 = 0xfff8;

    // RFC 8200 §4.1, RFC 4302 §2
    private const byte HopByHop = 0;
    private const byte Routing = 43;
    private const byte Fragment = 44;
    private const byte Authentication = 51;
    private const byte DestinationOptions = 60;

    /// <summary>The protocol above: 1 for ICMP, 58 for ICMPv6.</summary>
    public byte Protocol { get; private init; }

    /// <summary>Where it was going: 4 or 16 bytes.</summary>
    public ReadOnlySpan<byte> DestinationBytes { get; private init; }

    /// <summary>What it carried; as much of it as was quoted.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Where it was going.</summary>
    public IPAddress Destination => new(DestinationBytes);

    /// <summary>Reads a quotation.</summary>
    /// <returns>false when it is no beginning of a datagram of that version, or ends inside its headers.</returns>
    public static bool TryParse(IcmpVersion version, ReadOnlySpan<byte> bytes, out QuotedDatagram datagram) =>
        version == IcmpVersion.V4 ? TryParse4(bytes, out datagram) : TryParse6(bytes, out datagram);

    private static bool TryParse4(ReadOnlySpan<byte> bytes, out QuotedDatagram datagram)
    {
        datagram = default;
        if (bytes.Length < Header4Bytes || bytes[0] >> 4 != 4)
            return false;

        int headerBytes = (bytes[0] & 0xf) * sizeof(uint);
        bool isLaterFragment = (BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & FragmentOffset4) != 0;
        if (headerBytes < Header4Bytes || headerBytes > bytes.Length || isLaterFragment)
            return false; // a later fragment does not begin with the header of what it carries

        datagram = new QuotedDatagram
        {
            Protocol = bytes[9],
            DestinationBytes = bytes[16..20],
            Payload = bytes[headerBytes..],
        };
        return true;
    }

    private static bool TryParse6(ReadOnlySpan<byte> bytes, out QuotedDatagram datagram)
    {
        datagram = default;
        if (bytes.Length < Header6Bytes || bytes[0] >> 4 != 6)
            return false;

        byte next = bytes[6];
        ReadOnlySpan<byte> rest = bytes[Header6Bytes..];
        for (int extensions = 0; IsExtension(next); extensions++)
        {
            if (extensions == MaxExtensions || !TrySkip(ref next, ref rest))
                return false;
        }

        datagram = new QuotedDatagram { Protocol = next, DestinationBytes = bytes[24..40], Payload = rest };
        return true;
    }

    private static bool IsExtension(byte header) =>
        header is HopByHop or Routing or Fragment or Authentication or DestinationOptions;

    private static bool TrySkip(ref byte header, ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < FragmentHeaderBytes) // the least that any of them has
            return false;

        bool isLaterFragment =
            header == Fragment && (BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) & FragmentOffset6) != 0;
        int bytes = header switch
        {
            Fragment => FragmentHeaderBytes,
            Authentication => (rest[1] + 2) * 4, // counted in words of 4 bytes, less 2 (RFC 4302 §2.2)
            _ => (rest[1] + 1) * 8, // in words of 8 bytes, not counting the first (RFC 8200 §4.3)
        };
        if (isLaterFragment || bytes > rest.Length)
            return false;

        header = rest[0];
        rest = rest[bytes..];
        return true;
    }
}
