using System.Buffers;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Tftp;

/// <summary>ERROR (RFC 1350 §5). A view of the datagram.</summary>
/// <remarks>
/// <code>
///  2 bytes   2 bytes    string   1 byte
/// +--------+-----------+---------+---+
/// |   5    | ErrorCode |  text   | 0 |     the closing NUL is often missing: it is not required here
/// +--------+-----------+---------+---+
/// </code>
/// </remarks>
public readonly ref struct TftpError
{
    private const int FixedBytes = 5;

    /// <summary>The code; codes not listed are <see cref="TftpErrorCode.NotDefined"/>.</summary>
    public TftpErrorCode Code { get; private init; }

    /// <summary>The peer's text: bytes of a stranger, to be escaped before they are shown.</summary>
    public ReadOnlySpan<byte> Text { get; private init; }

    /// <summary>Reads an ERROR packet.</summary>
    /// <returns>false when it is another packet, or cut short.</returns>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out TftpError error)
    {
        var reader = new SpanReader(datagram);
        error = default;
        if (!reader.TryReadUInt16(out ushort opcode) || opcode != (ushort)TftpOpcode.Error
            || !reader.TryReadUInt16(out ushort code))
        {
            return false;
        }

        ReadOnlySpan<byte> text = reader.Rest;
        if (reader.TryReadTo(0, out ReadOnlySpan<byte> terminated))
            text = terminated;
        error = new TftpError
        {
            Code = code <= (ushort)TftpErrorCode.OptionsRefused ? (TftpErrorCode)code : TftpErrorCode.NotDefined,
            Text = text,
        };
        return true;
    }

    /// <summary>Writes an ERROR packet.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="code">Why.</param>
    /// <param name="text">For a person. One of ours: never the text of an exception.</param>
    public static void Write(IBufferWriter<byte> output, TftpErrorCode code, string text)
    {
        var writer = new SpanWriter(output.GetSpan(FixedBytes + (text.Length * 3))); // UTF-8: at most 3 bytes per char
        writer.WriteUInt16((ushort)TftpOpcode.Error);
        writer.WriteUInt16((ushort)code);
        writer.WriteZeroTerminated(text);
        output.Advance(writer.Written);
    }

    /// <summary>The text of the RFC for a code.</summary>
    public static string TextOf(TftpErrorCode code) => code switch
    {
        TftpErrorCode.FileNotFound => "File not found.",
        TftpErrorCode.AccessViolation => "Access violation.",
        TftpErrorCode.DiskFull => "Disk full or allocation exceeded.",
        TftpErrorCode.IllegalOperation => "Illegal TFTP operation.",
        TftpErrorCode.UnknownTransferId => "Unknown transfer ID.",
        TftpErrorCode.FileExists => "File already exists.",
        TftpErrorCode.NoSuchUser => "No such user.",
        TftpErrorCode.OptionsRefused => "Options refused.",
        _ => "Transfer failed.",
    };
}

/// <summary>Why a transfer ended badly (RFC 1350 appendix; code 8 RFC 2347).</summary>
public enum TftpErrorCode
{
    /// <summary>None of the others; the text says what.</summary>
    NotDefined = 0,

    /// <summary>File not found.</summary>
    FileNotFound = 1,

    /// <summary>Access violation.</summary>
    AccessViolation = 2,

    /// <summary>Disk full or allocation exceeded.</summary>
    DiskFull = 3,

    /// <summary>Illegal TFTP operation.</summary>
    IllegalOperation = 4,

    /// <summary>Unknown transfer ID: the packet belongs to no transfer of ours.</summary>
    UnknownTransferId = 5,

    /// <summary>File already exists.</summary>
    FileExists = 6,

    /// <summary>No such user. Only of the mail mode, which no longer exists.</summary>
    NoSuchUser = 7,

    /// <summary>The options were not acceptable.</summary>
    OptionsRefused = 8,
}
