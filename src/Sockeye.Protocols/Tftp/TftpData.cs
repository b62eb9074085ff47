using System.Buffers.Binary;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Tftp;

/// <summary>DATA (RFC 1350 §5). A view of the datagram.</summary>
/// <remarks>
/// <code>
///  2 bytes  2 bytes   n bytes
/// +--------+---------+---------+
/// |   3    | Block # |  data   |     fewer bytes than the block size: the last block
/// +--------+---------+---------+
/// </code>
/// </remarks>
public readonly ref struct TftpData
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 4;

    /// <summary>The block's number; starts with 1 and rolls over from 65,535 to 0.</summary>
    public ushort Block { get; private init; }

    /// <summary>The block.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Reads a DATA packet.</summary>
    /// <returns>false when it is another packet, or cut short.</returns>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out TftpData data)
    {
        var reader = new SpanReader(datagram);
        data = default;
        if (!reader.TryReadUInt16(out ushort opcode) || opcode != (ushort)TftpOpcode.Data
            || !reader.TryReadUInt16(out ushort block))
        {
            return false;
        }

        data = new TftpData { Block = block, Payload = reader.Rest };
        return true;
    }

    /// <summary>Writes the <see cref="HeaderBytes"/> before a payload that the caller puts behind them.</summary>
    public static void WriteHeader(Span<byte> datagram, ushort block)
    {
        BinaryPrimitives.WriteUInt16BigEndian(datagram, (ushort)TftpOpcode.Data);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], block);
    }
}
