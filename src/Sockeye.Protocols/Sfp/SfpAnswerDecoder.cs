using System.Buffers;
using Sockeye.Protocols.Framing;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Sfp;

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
