using System.Buffers.Text;
using System.Text;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Tftp;

/// <summary>The options of a request or of its acknowledgment (RFC 2347). Null: not there.</summary>
/// <remarks>
/// <code>
/// +-----------+---+--------+---+-----------+---+--------+---+
/// |  blksize  | 0 |  1428  | 0 |  tsize    | 0 |   0    | 0 |     names in either case, values in decimal digits
/// +-----------+---+--------+---+-----------+---+--------+---+
/// </code>
/// </remarks>
/// <param name="BlockBytes"><c>blksize</c>: bytes in a block, 8 to 65,464 (RFC 2348).</param>
/// <param name="TimeoutSeconds"><c>timeout</c>: seconds before sending again, 1 to 255 (RFC 2349).</param>
/// <param name="TransferBytes"><c>tsize</c>: the file's bytes; 0 in a read request asks for them (RFC 2349).</param>
/// <param name="WindowBlocks"><c>windowsize</c>: blocks sent before an ACK is awaited, 1 to 65,535 (RFC 7440).</param>
public readonly record struct TftpOptions(
    int? BlockBytes = null, int? TimeoutSeconds = null, long? TransferBytes = null, int? WindowBlocks = null)
{
    /// <summary>The smallest block (RFC 2348).</summary>
    public const int MinBlockBytes = 8;

    /// <summary>The largest block (RFC 2348): with all headers one IPv4 datagram.</summary>
    public const int MaxBlockBytes = 65_464;

    /// <summary>The longest time-out in seconds (RFC 2349).</summary>
    public const int MaxTimeoutSeconds = 255;

    /// <summary>The largest window that can be asked for (RFC 7440).</summary>
    public const int MaxWindowBlocks = 65_535;

    /// <summary>No option at all.</summary>
    public static TftpOptions None => default;

    /// <summary>Whether there is no option.</summary>
    public bool IsEmpty => this == None;

    /// <summary>Reads pairs of name and value up to the end.</summary>
    /// <param name="reader">Stands at the first name.</param>
    /// <param name="options">What is known and valid. Of a repeated option the first one counts.</param>
    /// <param name="hasOthers">There was something unknown, repeated, or out of range.</param>
    /// <returns>false when the bytes do not end after a pair.</returns>
    internal static bool TryParse(ref SpanReader reader, out TftpOptions options, out bool hasOthers)
    {
        options = None;
        hasOthers = false;
        while (!reader.Rest.IsEmpty)
        {
            if (!reader.TryReadTo(0, out ReadOnlySpan<byte> name) || !reader.TryReadTo(0, out ReadOnlySpan<byte> value))
                return false;
            if (options.With(name, value) is { } more)
                options = more;
            else
                hasOthers = true;
        }

        return true;
    }

    internal void Write(ref SpanWriter writer)
    {
        WriteOption(ref writer, "blksize", BlockBytes);
        WriteOption(ref writer, "timeout", TimeoutSeconds);
        WriteOption(ref writer, "tsize", TransferBytes);
        WriteOption(ref writer, "windowsize", WindowBlocks);
    }

    private static void WriteOption(ref SpanWriter writer, string name, long? value)
    {
        if (value is null)
            return;

        writer.WriteZeroTerminated(name);
        writer.WriteZeroTerminated(value.Value);
    }

    // Null when the option is unknown, out of range, or already there.
    private TftpOptions? With(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!TryParseNumber(value, out long number))
            return null;
        if (Ascii.EqualsIgnoreCase(name, "tsize"u8))
            return TransferBytes is null ? this with { TransferBytes = number } : null;
        if (Ascii.EqualsIgnoreCase(name, "blksize"u8))
            return IsNew(BlockBytes, MinBlockBytes, MaxBlockBytes) ? this with { BlockBytes = (int)number } : null;
        if (Ascii.EqualsIgnoreCase(name, "timeout"u8))
            return IsNew(TimeoutSeconds, 1, MaxTimeoutSeconds) ? this with { TimeoutSeconds = (int)number } : null;
        if (Ascii.EqualsIgnoreCase(name, "windowsize"u8))
            return IsNew(WindowBlocks, 1, MaxWindowBlocks) ? this with { WindowBlocks = (int)number } : null;
        return null;

        bool IsNew(int? known, int minimum, int maximum) => known is null && number >= minimum && number <= maximum;
    }

    // Digits only: the parser alone would take a sign too.
    private static bool TryParseNumber(ReadOnlySpan<byte> value, out long number)
    {
        number = 0;
        return !value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && Utf8Parser.TryParse(value, out number, out int used) && used == value.Length;
    }
}
