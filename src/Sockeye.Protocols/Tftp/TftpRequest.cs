using System.Buffers;
using System.Text;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Tftp;

/// <summary>RRQ or WRQ (RFC 1350 §5, with the options of RFC 2347).</summary>
/// <remarks>
/// <code>
///  2 bytes     string    1 byte   string   1 byte
/// +---------+-----------+------+----------+------+-----------
/// | 1 or 2  | file name |  0   |   mode   |  0   | options …
/// +---------+-----------+------+----------+------+-----------
/// </code>
/// </remarks>
/// <param name="IsWrite">WRQ: the client offers the file; otherwise it asks for it.</param>
/// <param name="FileName">The name, as a stranger wrote it: UTF-8, not checked in any way.</param>
/// <param name="Mode">How; null when the mode is one that we do not know, such as <c>mail</c>.</param>
/// <param name="Options">What the client would like.</param>
public sealed record TftpRequest(bool IsWrite, string FileName, TftpMode? Mode, TftpOptions Options)
{
    /// <summary>
    /// The longest request in bytes (RFC 2347: "the maximum size of a request packet is 512 octets").
    /// </summary>
    public const int MaxBytes = 512;

    // All that is not the name: opcode, two NUL, the longer mode, four names with values of at most 19 digits.
    private const int MaxBytesBesideName = 2 + 2 + 8 + (4 * (11 + 20));

    /// <summary>The longest file name that a request has room for, in bytes.</summary>
    public const int MaxFileNameBytes = MaxBytes - MaxBytesBesideName;

    /// <summary>Reads a request.</summary>
    /// <returns>false when it is another packet, too long, cut short, or has no file name.</returns>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out TftpRequest? request)
    {
        var reader = new SpanReader(datagram);
        request = null;
        if (datagram.Length > MaxBytes || !reader.TryReadUInt16(out ushort opcode)
            || opcode is not ((ushort)TftpOpcode.ReadRequest or (ushort)TftpOpcode.WriteRequest)
            || !reader.TryReadTo(0, out ReadOnlySpan<byte> name) || name.IsEmpty
            || !reader.TryReadTo(0, out ReadOnlySpan<byte> mode)
            || !TftpOptions.TryParse(ref reader, out TftpOptions options, out _)) // unknown ones are ignored (RFC 2347)
        {
            return false;
        }

        bool isWrite = opcode == (ushort)TftpOpcode.WriteRequest;
        request = new TftpRequest(isWrite, Encoding.UTF8.GetString(name), ParseMode(mode), options);
        return true;
    }

    /// <summary>Writes the request.</summary>
    /// <exception cref="LocalProtocolException">
    /// The file name is empty, too long, or has a NUL; or there is no mode.
    /// </exception>
    public void Write(IBufferWriter<byte> output)
    {
        if (FileName.Length == 0 || FileName.Contains('\0', StringComparison.Ordinal))
            throw new LocalProtocolException("a TFTP file name has at least one character, and no NUL");
        if (Encoding.UTF8.GetByteCount(FileName) > MaxFileNameBytes)
            throw new LocalProtocolException($"a TFTP file name has at most {MaxFileNameBytes} bytes");

        var writer = new SpanWriter(output.GetSpan(MaxBytes));
        writer.WriteUInt16((ushort)(IsWrite ? TftpOpcode.WriteRequest : TftpOpcode.ReadRequest));
        writer.WriteZeroTerminated(FileName);
        writer.WriteZeroTerminated(NameOf(Mode));
        Options.Write(ref writer);
        output.Advance(writer.Written);
    }

    private static string NameOf(TftpMode? mode) => mode switch
    {
        TftpMode.Octet => "octet",
        TftpMode.Netascii => "netascii",
        _ => throw new LocalProtocolException("a request is sent in octet or netascii mode"),
    };

    private static TftpMode? ParseMode(ReadOnlySpan<byte> mode)
    {
        if (Ascii.EqualsIgnoreCase(mode, "octet"u8))
            return TftpMode.Octet;
        return Ascii.EqualsIgnoreCase(mode, "netascii"u8) ? TftpMode.Netascii : null;
    }
}

/// <summary>How the file's bytes are written on the wire (RFC 1350 §1).</summary>
public enum TftpMode
{
    /// <summary>As they are.</summary>
    Octet,

    /// <summary>Text: a line ends with CR LF, a bare CR is CR NUL (RFC 764). Here a line ends with LF.</summary>
    Netascii,
}
