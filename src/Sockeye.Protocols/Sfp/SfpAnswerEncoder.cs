using System.Buffers;
using System.Globalization;
using Sockeye.Protocols.Framing;

namespace Sockeye.Protocols.Sfp;

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
