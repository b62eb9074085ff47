using System.Buffers;

namespace Sockeye.Protocols.Ftp;

/// <summary>
/// Text between this system's form, lines ended by LF, and the network's, by CR LF (RFC 959 §3.1.1.1).
/// </summary>
/// <remarks>
/// Strictly each LF becomes CR LF and each CR LF an LF, whatever stands before: so both ways together change no byte.
/// One object serves one direction of one file.
/// </remarks>
public sealed class NetworkText
{
    private bool _heldReturn; // a CR that ended the last piece

    /// <summary>From the system to the network.</summary>
    public static void ToNetwork(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        while (!text.IsEmpty)
        {
            int line = text.IndexOf((byte)'\n');
            output.Write(line < 0 ? text : text[..line]);
            if (line < 0)
                return;

            output.Write("\r\n"u8);
            text = text[(line + 1)..];
        }
    }

    /// <summary>From the network to the system. A CR at the end is held until the next piece.</summary>
    public void FromNetwork(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        while (!text.IsEmpty)
        {
            if (_heldReturn && text[0] != '\n')
                output.Write("\r"u8);
            _heldReturn = false;
            int end = text.IndexOf((byte)'\r');
            output.Write(end < 0 ? text : text[..end]);
            if (end < 0)
                return;

            _heldReturn = true;
            text = text[(end + 1)..];
        }
    }

    /// <summary>The text has ended: a CR that was held is a character of it.</summary>
    public void Finish(IBufferWriter<byte> output)
    {
        if (_heldReturn)
            output.Write("\r"u8);
        _heldReturn = false;
    }
}
