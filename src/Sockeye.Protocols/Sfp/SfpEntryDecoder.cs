using System.Buffers;
using Sockeye.Protocols.Framing;

namespace Sockeye.Protocols.Sfp;

/// <summary>Reads the lines of a listing.</summary>
public sealed class SfpEntryDecoder : IFrameDecoder<SfpEntry>
{
    private readonly LineDecoder _lines = new(SfpLimits.MaxLineBytes);

    /// <inheritdoc/>
    public bool TryDecode(ref ReadOnlySequence<byte> input, out SfpEntry frame)
    {
        bool found = _lines.TryDecode(ref input, out ReadOnlySequence<byte> line);
        frame = found ? Parse(line) : SfpEntry.End; // not looked at when there is none
        return found;
    }

    private static SfpEntry Parse(ReadOnlySequence<byte> line)
    {
        if (!SfpText.TryDecode(line, out string? text))
            throw Malformed();

        ReadOnlySpan<char> rest = text;
        return SfpText.TakeWord(ref rest) switch
        {
            "file" when ParseEntry(rest) is ({ } length, var modified, { } name) =>
                SfpEntry.File(name, length, modified),
            "dir" when ParseEntry(rest) is (null, var modified, { } name) => SfpEntry.Directory(name, modified),
            "other" when ParseEntry(rest) is (null, var modified, { } name) => SfpEntry.Other(name, modified),
            "missing" => ParseMissing(rest),
            "end" when text.Length == "end".Length => SfpEntry.End,
            _ => throw Malformed(),
        };
    }

    // Without a name it is no entry.
    private static (long? Length, DateTimeOffset Modified, string? Name) ParseEntry(ReadOnlySpan<char> rest)
    {
        bool isEntry = SfpText.TryParseOptional(SfpText.TakeWord(ref rest), out long? length)
            & SfpText.TryParseTime(SfpText.TakeWord(ref rest), out DateTimeOffset modified)
            & SfpText.IsName(rest);
        return (length, modified, isEntry ? rest.ToString() : null);
    }

    private static SfpEntry ParseMissing(ReadOnlySpan<char> rest)
    {
        bool isCount = SfpText.TryParseOptional(SfpText.TakeWord(ref rest), out long? count);
        ReadOnlySpan<char> word = SfpText.TakeWord(ref rest);
        SfpMissing reason = word switch
        {
            SfpText.Unreadable => SfpMissing.Unreadable,
            SfpText.Unnameable => SfpMissing.Unnameable,
            _ => SfpMissing.Unknown,
        };
        return isCount && !word.IsEmpty && (rest.IsEmpty || SfpText.IsName(rest))
            ? SfpEntry.Missing(rest.ToString(), count, reason)
            : throw Malformed();
    }

    private static PeerProtocolException Malformed() => new(ProtocolError.Malformed, "not a line of a listing");
}
