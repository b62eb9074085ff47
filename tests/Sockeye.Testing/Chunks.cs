using System.Buffers;
using System.Text;
using Sockeye.Protocols.Framing;

namespace Sockeye.Testing;

/// <summary>Feeds a decoder as a network would: in pieces of any size, each in a buffer of its own.</summary>
public static class Chunks
{
    /// <summary>
    /// Decodes <paramref name="bytes"/> arriving <paramref name="chunkBytes"/> at a time, each frame as text.
    /// </summary>
    public static List<string> Decode(
        IFrameDecoder<ReadOnlySequence<byte>> decoder, ReadOnlySpan<byte> bytes, int chunkBytes = int.MaxValue) =>
        Decode(decoder, bytes, chunkBytes, line => Encoding.UTF8.GetString(line));

    /// <summary>Decodes <paramref name="bytes"/> arriving <paramref name="chunkBytes"/> at a time.</summary>
    public static List<TResult> Decode<TFrame, TResult>(
        IFrameDecoder<TFrame> decoder, ReadOnlySpan<byte> bytes, int chunkBytes, Func<TFrame, TResult> keep)
    {
        var frames = new List<TResult>();
        var unread = new List<byte[]>();
        while (!bytes.IsEmpty)
        {
            int size = Math.Min(chunkBytes, bytes.Length);
            unread.Add(bytes[..size].ToArray());
            bytes = bytes[size..];

            ReadOnlySequence<byte> input = Sequence(unread);
            while (decoder.TryDecode(ref input, out TFrame frame))
                frames.Add(keep(frame));
            unread = [.. Segments(input)];
        }

        return frames;
    }

    /// <summary>One sequence of the given segments.</summary>
    public static ReadOnlySequence<byte> Sequence(IReadOnlyList<byte[]> segments)
    {
        if (segments.Count == 0)
            return ReadOnlySequence<byte>.Empty;

        var first = new Segment(segments[0], 0);
        Segment last = first;
        foreach (byte[] bytes in segments.Skip(1))
            last = last.Append(bytes);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private static IEnumerable<byte[]> Segments(ReadOnlySequence<byte> input)
    {
        foreach (ReadOnlyMemory<byte> memory in input)
        {
            if (!memory.IsEmpty)
                yield return memory.ToArray();
        }
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, long runningIndex) => (Memory, RunningIndex) = (bytes, runningIndex);

        public Segment Append(byte[] bytes)
        {
            var next = new Segment(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
