using System.Buffers;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Tftp;

/// <summary>OACK: the options that the server agrees to, in place of the first ACK or DATA (RFC 2347).</summary>
/// <remarks>
/// <code>
///  2 bytes
/// +--------+-----------
/// |   6    | options …     only options of the request
/// +--------+-----------
/// </code>
/// </remarks>
/// <param name="Options">What the server agrees to.</param>
/// <param name="HasOthers">There was an option that we never ask for, or a value out of range.</param>
public readonly record struct TftpOptionAck(TftpOptions Options, bool HasOthers = false)
{
    private const int MaxBytes = 2 + (4 * (11 + 20)); // opcode, four names with values of at most 19 digits

    /// <summary>Reads an OACK packet.</summary>
    /// <returns>false when it is another packet, or cut short.</returns>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out TftpOptionAck ack)
    {
        var reader = new SpanReader(datagram);
        ack = default;
        if (!reader.TryReadUInt16(out ushort opcode) || opcode != (ushort)TftpOpcode.OptionAck
            || !TftpOptions.TryParse(ref reader, out TftpOptions options, out bool hasOthers))
        {
            return false;
        }

        ack = new TftpOptionAck(options, hasOthers);
        return true;
    }

    /// <summary>Writes the OACK packet.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        var writer = new SpanWriter(output.GetSpan(MaxBytes));
        writer.WriteUInt16((ushort)TftpOpcode.OptionAck);
        Options.Write(ref writer);
        output.Advance(writer.Written);
    }
}
