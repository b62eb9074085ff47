using System.Buffers;
using System.Text;

namespace Sockeye.Protocols.Http;

/// <summary>
/// Reads along with what a client sends by HTTP/1.1, and finds what breaks the rules of its form (RFC 9112) though a
/// lenient server takes it. Two that disagree on where a request ends are what request smuggling is made of.
/// </summary>
/// <remarks>
/// Refused: a field's name that is no token, a control character in a value or a chunk extension, a length that is not
/// all digits, a coding other than chunked, a chunk extension without a name, a line without CR of a request with
/// content. What nobody takes is left to the server behind. Lines are looked at when they are whole; HTTP/2 is not.
/// </remarks>
public sealed class RequestScanner
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(value => value != '\t').Select(value => (byte)value), 0x7f]);

    private const int MaxChunkLineBytes = 8 * 1024; // our choice: of a size, the rest is extensions
    private const string ChunkLineTooLong = "the line of a chunk's size is too long";

    private readonly ArrayBufferWriter<byte> _begun = new(); // of a chunk's first line: the server takes it in pieces
    private Phase _phase;
    private long _remaining; // bytes of the content, or of the chunk
    private long _length;
    private bool _isChunked;
    private bool _hasBareLineFeed; // in the head

    private enum Phase
    {
        RequestLine,
        Fields,
        Content,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailers,
        Off,
    }

    /// <summary>Which rule was broken; null while none was. Nothing is scanned behind that.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether nothing more will be found: it is HTTP/2, or nothing that we know.</summary>
    public bool IsOff => _phase == Phase.Off;

    /// <summary>What comes next is not HTTP any more: client and server have agreed on something else.</summary>
    public void TurnOff() => (_phase, Problem) = (Phase.Off, null);

    /// <summary>Scans what came next.</summary>
    /// <param name="bytes">They begin where the last scan ended.</param>
    /// <returns>
    /// How many of them are right, as far as that can be said. Behind them stands a line that is not whole yet, or,
    /// with a <see cref="Problem"/>, the wrong one: the rest of it, if it is of a chunk's size and came in pieces.
    /// </returns>
    public long Scan(ReadOnlySequence<byte> bytes)
    {
        var reader = new SequenceReader<byte>(bytes);
        while (Problem is null && !reader.End)
        {
            if (_phase == Phase.Off)
                reader.AdvanceToEnd();
            else if (_phase is Phase.Content or Phase.ChunkData)
                Skip(ref reader);
            else if (!TryTakeLine(ref reader))
                break;
        }

        return reader.Consumed;
    }

    private void Skip(ref SequenceReader<byte> reader)
    {
        long skipped = Math.Min(_remaining, reader.Remaining);
        reader.Advance(skipped);
        _remaining -= skipped;
        if (_remaining == 0)
            _phase = _phase == Phase.Content ? Phase.RequestLine : Phase.ChunkEnd;
    }

    /// <returns>false when it is not whole, or wrong.</returns>
    private bool TryTakeLine(ref SequenceReader<byte> reader)
    {
        long start = reader.Consumed;
        if (!reader.TryReadTo(out ReadOnlySequence<byte> found, (byte)'\n'))
        {
            if (_phase == Phase.ChunkSize)
                Begin(ref reader);
            return false;
        }

        ReadOnlySpan<byte> line = _begun.WrittenCount == 0 && found.IsSingleSegment
            ? found.FirstSpan
            : (byte[])[.. _begun.WrittenSpan, .. found.ToArray()];
        _begun.ResetWrittenCount();
        Problem = _phase == Phase.ChunkSize && line.Length > MaxChunkLineBytes ? ChunkLineTooLong : TakeEnded(line);
        if (Problem is not null)
            reader.Rewind(reader.Consumed - start);
        return Problem is null;
    }

    // The server behind consumes what it has of such a line: it must not be ahead of us.
    private void Begin(ref SequenceReader<byte> reader)
    {
        if (_begun.WrittenCount + reader.Remaining > MaxChunkLineBytes)
        {
            Problem = ChunkLineTooLong;
            return;
        }

        foreach (ReadOnlyMemory<byte> segment in reader.UnreadSequence)
            _begun.Write(segment.Span);
        reader.AdvanceToEnd();
    }

    // A person types a request without CR into netcat, and may (RFC 9112 §2.2). Where others could disagree on where it
    // ends, nobody does.
    private string? TakeEnded(ReadOnlySpan<byte> line)
    {
        if (line is [.. var whole, (byte)'\r'])
            return Take(whole);

        if (_phase is Phase.ChunkSize or Phase.ChunkEnd or Phase.Trailers)
            return "a line of chunks has no CR";
        _hasBareLineFeed = true;
        return Take(line);
    }

    private string? Take(ReadOnlySpan<byte> line)
    {
        switch (_phase)
        {
            case Phase.RequestLine:
                BeginHead(line);
                return null;
            case Phase.Fields when line.IsEmpty:
                return EndHead();
            case Phase.Trailers when line.IsEmpty:
                _phase = Phase.RequestLine;
                return null;
            case Phase.ChunkSize:
                return TakeChunkSize(line);
            case Phase.ChunkEnd:
                _phase = Phase.ChunkSize;
                return line.IsEmpty ? null : "a chunk is longer than its size";
            default:
                return TakeField(line);
        }
    }

    private void BeginHead(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
            return; // RFC 9112 §2.2
        (_phase, _length, _isChunked) = (Phase.Fields, 0, false);
        if (line.StartsWith("PRI * HTTP/2.0"u8))
            _phase = Phase.Off;
    }

    private string? EndHead()
    {
        _remaining = _length;
        _phase = _isChunked ? Phase.ChunkSize : _length > 0 ? Phase.Content : Phase.RequestLine;
        bool isWrong = _hasBareLineFeed && _phase != Phase.RequestLine;
        _hasBareLineFeed = false;
        return isWrong ? "a request with content has a line without CR" : null;
    }

    private string? TakeField(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(ChunkExtensions.TokenBytes))
            return "the name of a field is no token";

        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
        if (value.ContainsAny(Controls))
            return "a field has a control character";

        if (_phase == Phase.Trailers)
            return null;
        if (Ascii.EqualsIgnoreCase(line[..colon], "content-length"u8))
            return TakeLength(value);
        if (Ascii.EqualsIgnoreCase(line[..colon], "transfer-encoding"u8))
            return TakeCoding(value);
        return null;
    }

    private string? TakeLength(ReadOnlySpan<byte> value)
    {
        foreach (byte digit in value)
        {
            if (!char.IsAsciiDigit((char)digit) || _length > (long.MaxValue - 9) / 10)
                return "Content-Length is no number";
            _length = (_length * 10) + (digit - '0');
        }

        return value.IsEmpty ? "Content-Length is empty" : null;
    }

    // Any other coding would be stored as if it were the content (RFC 9112 §6.1).
    private string? TakeCoding(ReadOnlySpan<byte> value)
    {
        if (_isChunked || !Ascii.EqualsIgnoreCase(value, "chunked"u8))
            return "Transfer-Encoding is not chunked alone";

        _isChunked = true;
        return null;
    }

    private static int HexValue(byte digit) =>
        char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10; // lower case has that bit

    private string? TakeChunkSize(ReadOnlySpan<byte> line)
    {
        int digits = 0;
        _remaining = 0;
        for (; digits < line.Length && char.IsAsciiHexDigit((char)line[digits]); digits++)
        {
            if (_remaining >> 59 != 0)
                return "a chunk is larger than any file";
            _remaining = (_remaining << 4) + HexValue(line[digits]);
        }

        if (digits == 0)
            return "the size of a chunk is no number";

        _phase = _remaining == 0 ? Phase.Trailers : Phase.ChunkData;
        return ChunkExtensions.AreValid(line[digits..]) ? null : "a chunk extension is wrong";
    }
}
