using System.Buffers;
using Sockeye.Protocols.Framing;

namespace Sockeye.Protocols.Sfp;

/// <summary>Reads the lines of a listing.</summary>
public sealed class SfpEntryDecoder : IFrameDecoder<SfpEntry>
{
    private static readonly SfpEntry NoEntry = new("", IsDirectory: false, Length: 0, Modified: default);

    private readonly LineDecoder _lines = new(SfpLimits.MaxLineBytes);

    /// <inheritdoc/>
    public bool TryDecode(ref ReadOnlySequence<byte> input, out SfpEntry frame)
    {
        bool found = _lines.TryDecode(ref input, out ReadOnlySequence<byte> line);
        frame = found ? Parse(line) : NoEntry;
        return found;
    }

    private static SfpEntry Parse(ReadOnlySequence<byte> line)
    {
        if (!SfpText.TryDecode(line, out string? text))
            throw Malformed();

        ReadOnlySpan<char> rest = text;
        ReadOnlySpan<char> kind = SfpText.TakeWord(ref rest);
        bool isEntry = SfpText.TryParseOptional(SfpText.TakeWord(ref rest), out long? length)
            & SfpText.TryParseTime(SfpText.TakeWord(ref rest), out DateTimeOffset modified)
            & SfpText.IsName(rest);
        bool isFile = kind is "file" && length is not null;
        if (!isEntry || !(isFile || (kind is "dir" && length is null)))
            throw Malformed();

        return new SfpEntry(rest.ToString(), IsDirectory: !isFile, length ?? 0, modified);
    }

    private static PeerProtocolException Malformed() => new(ProtocolError.Malformed, "not a line of a listing");
}
