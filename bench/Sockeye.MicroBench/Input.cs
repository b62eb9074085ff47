using System.Buffers;
using System.Text;

namespace Sockeye.MicroBench;

/// <summary>Bytes as they come from a connection.</summary>
internal static class Input
{
    public static ReadOnlySequence<byte> Of(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>The same in two pieces, as when a frame lies across two buffers.</summary>
    public static ReadOnlySequence<byte> InTwo(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var first = new Piece(bytes.AsMemory(0, bytes.Length / 2));
        Piece last = first.Append(bytes.AsMemory(bytes.Length / 2));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    /// <summary>What a decoder refuses is quickly done: that must not pass for speed.</summary>
    public static bool Accepted(bool wasAccepted) =>
        wasAccepted ? true : throw new InvalidOperationException("the input was refused");

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
