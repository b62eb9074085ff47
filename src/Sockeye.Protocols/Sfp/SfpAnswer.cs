using System.Buffers;
using System.Globalization;
using Sockeye.Protocols.Framing;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Sfp;

/// <summary>The line that answers a request.</summary>
/// <remarks>
/// <code>
/// OK length time sha256|-   then exactly length bytes      to GET, RANGE
/// LINES time                then lines up to "end"         to LIST, LISTALL
/// IS length time sha256|-   nothing follows                to STAT, SUM, SUMRANGE, and to a PUT or RESUME that is done
/// READY                     now send the file              to PUT
/// READY offset              now send it from there         to RESUME
/// DONE                      nothing follows                to DELETE, MKDIR, RMDIR, TOUCH, LOGIN
/// ERR code text             nothing follows                to anything
/// </code>
/// The time is RFC 3339 in UTC with seven digits of fraction.
/// </remarks>
public sealed record SfpAnswer
{
    private SfpAnswer(SfpAnswerKind kind) => Kind = kind;

    /// <summary>What the line is.</summary>
    public SfpAnswerKind Kind { get; }

    /// <summary>Bytes that follow, or the length of the file described; 0 for the other kinds.</summary>
    public long Length { get; private init; }

    /// <summary>When the file or directory last changed.</summary>
    public DateTimeOffset Modified { get; private init; }

    /// <summary>
    /// The SHA-256 of the bytes that follow or were asked about; null when the server does not know it.
    /// </summary>
    public Sha256Sum? Sum { get; private init; }

    /// <summary>Why it was refused; only of <see cref="SfpAnswerKind.Error"/>.</summary>
    public SfpError Error { get; private init; }

    /// <summary>The refusal in words, the same as on the wire: its code, and a text for people.</summary>
    public string ErrorText => $"{SfpErrorText.Code(Error)} {SfpErrorText.Text(Error)}";

    /// <summary>The file that was announced may be sent.</summary>
    public static SfpAnswer Ready { get; } = new(SfpAnswerKind.Ready);

    /// <summary>It was done.</summary>
    public static SfpAnswer Done { get; } = new(SfpAnswerKind.Done);

    /// <summary>From where the file may be sent, in bytes; only of <see cref="SfpAnswerKind.Ready"/>.</summary>
    public long Offset { get; private init; }

    /// <summary>The file that was announced may be sent from there on.</summary>
    public static SfpAnswer ReadyFrom(long offset) => new(SfpAnswerKind.Ready) { Offset = offset };

    /// <summary>Announces bytes.</summary>
    public static SfpAnswer Content(long length, DateTimeOffset modified, Sha256Sum? sum) =>
        new(SfpAnswerKind.Content) { Length = length, Modified = modified.ToUniversalTime(), Sum = sum };

    /// <summary>Announces the lines of a listing.</summary>
    /// <param name="modified">When the directory last changed.</param>
    public static SfpAnswer Listing(DateTimeOffset modified) =>
        new(SfpAnswerKind.Listing) { Modified = modified.ToUniversalTime() };

    /// <summary>Describes a file.</summary>
    public static SfpAnswer Facts(long length, DateTimeOffset modified, Sha256Sum? sum) =>
        new(SfpAnswerKind.Facts) { Length = length, Modified = modified.ToUniversalTime(), Sum = sum };

    /// <summary>Refuses.</summary>
    public static SfpAnswer Refusal(SfpError error) => new(SfpAnswerKind.Error) { Error = error };
}

/// <summary>The first word of an answer. It alone tells whether bytes follow, whatever was asked.</summary>
public enum SfpAnswerKind
{
    /// <summary><c>OK</c>: exactly as many bytes follow as the line says.</summary>
    Content,

    /// <summary><c>LINES</c>: lines follow (<see cref="SfpEntry"/>), the last of them is <c>end</c>.</summary>
    Listing,

    /// <summary><c>IS</c>: the line describes a file; nothing follows.</summary>
    Facts,

    /// <summary><c>READY</c>: now the file that was announced may be sent, perhaps from an offset.</summary>
    Ready,

    /// <summary><c>DONE</c>: it was done, and there is nothing to tell.</summary>
    Done,

    /// <summary><c>ERR</c>: the request was refused; nothing follows.</summary>
    Error,
}

/// <summary>
/// Reads the line of an answer. The bytes after an <see cref="SfpAnswerKind.Content"/> stay in the stream.
/// </summary>
public sealed class SfpAnswerDecoder : IFrameDecoder<SfpAnswer>
{
    private readonly LineDecoder _lines = new(SfpLimits.MaxLineBytes);

    /// <inheritdoc/>
    public bool TryDecode(ref ReadOnlySequence<byte> input, out SfpAnswer frame)
    {
        bool found = _lines.TryDecode(ref input, out ReadOnlySequence<byte> line);
        frame = found ? Parse(line) : SfpAnswer.Ready; // not looked at when there is none
        return found;
    }

    private static SfpAnswer Parse(ReadOnlySequence<byte> line)
    {
        if (!SfpText.TryDecode(line, out string? text))
            throw Malformed();

        ReadOnlySpan<char> rest = text;
        return SfpText.TakeWord(ref rest) switch
        {
            "OK" => ParseFacts(rest, SfpAnswer.Content),
            "LINES" when SfpText.TryParseTime(rest, out DateTimeOffset modified) => SfpAnswer.Listing(modified),
            "IS" => ParseFacts(rest, SfpAnswer.Facts),
            "ERR" => ParseError(rest),
            "READY" when rest.IsEmpty => SfpAnswer.Ready,
            "READY" when SfpText.TryParseNumber(rest, out long offset) => SfpAnswer.ReadyFrom(offset),
            "DONE" when rest.IsEmpty => SfpAnswer.Done,
            _ => throw Malformed(),
        };
    }

    private static SfpAnswer ParseFacts(
        ReadOnlySpan<char> rest, Func<long, DateTimeOffset, Sha256Sum?, SfpAnswer> create)
    {
        bool areFacts = SfpText.TryParseNumber(SfpText.TakeWord(ref rest), out long length)
            & SfpText.TryParseTime(SfpText.TakeWord(ref rest), out DateTimeOffset modified);
        bool hasSum = Sha256Sum.TryParse(rest, out Sha256Sum sum);
        if (!areFacts || !(hasSum || rest.SequenceEqual(SfpText.None)))
            throw Malformed();

        return create(length, modified, hasSum ? sum : null);
    }

    // The text after the code is for people; a newer server may word it differently.
    private static SfpAnswer ParseError(ReadOnlySpan<char> rest) =>
        SfpErrorText.TryParse(SfpText.TakeWord(ref rest), out SfpError error)
            ? SfpAnswer.Refusal(error)
            : throw Malformed();

    private static PeerProtocolException Malformed() => new(ProtocolError.Malformed, "not an answer of SFP/1");
}

/// <summary>Writes the line of an answer.</summary>
public sealed class SfpAnswerEncoder : IFrameEncoder<SfpAnswer>
{
    /// <inheritdoc/>
    public void Encode(SfpAnswer frame, IBufferWriter<byte> output) => SfpText.WriteLine(Format(frame), output);

    private static string Format(SfpAnswer answer) => answer.Kind switch
    {
        SfpAnswerKind.Content => "OK " + FormatFacts(answer),
        SfpAnswerKind.Listing => "LINES " + SfpText.FormatTime(answer.Modified),
        SfpAnswerKind.Facts => "IS " + FormatFacts(answer),
        SfpAnswerKind.Ready when answer.Offset == 0 => "READY",
        SfpAnswerKind.Ready => string.Create(CultureInfo.InvariantCulture, $"READY {answer.Offset}"),
        SfpAnswerKind.Done => "DONE",
        _ => "ERR " + answer.ErrorText,
    };

    private static string FormatFacts(SfpAnswer answer) => string.Create(
        CultureInfo.InvariantCulture,
        $"{answer.Length} {SfpText.FormatTime(answer.Modified)} {answer.Sum?.ToString() ?? SfpText.None}");
}
