using System.Buffers;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Tftp;

/// <summary>ACK (RFC 1350 §5).</summary>
/// <remarks>
/// <code>
///  2 bytes  2 bytes
/// +--------+---------+
/// |   4    | Block # |     0 acknowledges a write request, or an OACK
/// +--------+---------+
/// </code>
/// </remarks>
/// <param name="Block">The last block that arrived in order.</param>
public readonly record struct TftpAck(ushort Block)
{
    private const int Bytes = 4;

    /// <summary>Reads an ACK packet. Bytes behind it are ignored.</summary>
    /// <returns>false when it is another packet, or cut short.</returns>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out TftpAck ack)
    {
        var reader = new SpanReader(datagram);
        ack = default;
        if (!reader.TryReadUInt16(out ushort opcode) || opcode != (ushort)TftpOpcode.Ack
            || !reader.TryReadUInt16(out ushort block))
        {
            return false;
        }

        ack = new TftpAck(block);
        return true;
    }

    /// <summary>Writes an ACK packet.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        var writer = new SpanWriter(output.GetSpan(Bytes));
        writer.WriteUInt16((ushort)TftpOpcode.Ack);
        writer.WriteUInt16(Block);
        output.Advance(writer.Written);
    }
}
