using System.Buffers;
using System.Text;
using Sockeye.Protocols.Framing;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a stream brings, its lines are the same in any pieces, none is longer than the limit, and no more than a
/// line and the CR of its ending ever waits.
/// </summary>
internal static class Lines
{
    private const int MaxLineBytes = 40; // short, so that inputs reach it

    public static void Run(ReadOnlySpan<byte> input)
    {
        Decoded<string> lines = Decoded<string>.InAnyPieces(
            () => new LineDecoder(MaxLineBytes), input.ToArray(),
            static (ReadOnlySequence<byte> line) => Encoding.Latin1.GetString(line), MaxLineBytes + 1);
        Invariant.Require(
            lines.Frames.All(line => line.Length <= MaxLineBytes && !line.Contains('\n')), "no line of that limit");
    }
}
