using System.Buffers;
using Sockeye.Protocols.Sfp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a server answers, the answers are the same in any pieces, announce no less than nothing, and are written
/// and read again as the same.
/// </summary>
internal static class SfpAnswerWriter
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        Decoded<SfpAnswer> answers = Decoded<SfpAnswer>.InAnyPieces(
            () => new SfpAnswerDecoder(), input.ToArray(), static answer => answer, SfpLimits.MaxLineBytes + 1);
        foreach (SfpAnswer answer in answers.Frames)
        {
            var output = new ArrayBufferWriter<byte>();
            new SfpAnswerEncoder().Encode(answer, output);
            var written = new ReadOnlySequence<byte>(output.WrittenMemory);
            bool isRead = new SfpAnswerDecoder().TryDecode(ref written, out SfpAnswer again);
            Invariant.Require(isRead && written.IsEmpty && again == answer, "another answer when it is read again");
            Invariant.Require(answer.Length >= 0 && answer.Offset >= 0, "less than nothing");
        }
    }
}
