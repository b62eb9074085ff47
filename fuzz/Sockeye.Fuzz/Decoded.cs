using System.Buffers;
using Sockeye.Protocols;
using Sockeye.Protocols.Framing;

namespace Sockeye.Fuzz;

/// <summary>What a decoder makes of a stream.</summary>
/// <param name="Frames">What it found, each as a value of its own.</param>
/// <param name="IsRefused">Whether it said that the peer is wrong, and where it stopped.</param>
internal sealed record Decoded<TValue>(IReadOnlyList<TValue> Frames, bool IsRefused)
{
    private const int MaxBytesOneByOne = 64; // longer ones come in seven pieces: a line is looked at anew with each

    /// <summary>The frames of a stream, which must be the same in any pieces.</summary>
    /// <param name="decoder">Makes a decoder at its beginning.</param>
    /// <param name="bytes">The stream.</param>
    /// <param name="valueOf">The value of a frame; a frame may be a view, which ends with the next one.</param>
    /// <param name="maxWaitingBytes">How many bytes may wait for the rest of their frame.</param>
    public static Decoded<TValue> InAnyPieces<TFrame>(
        Func<IFrameDecoder<TFrame>> decoder, byte[] bytes, Func<TFrame, TValue> valueOf,
        int maxWaitingBytes = int.MaxValue)
    {
        int pieceBytes = bytes.Length <= MaxBytesOneByOne ? 1 : 1 + (bytes.Length / 7);
        Decoded<TValue> whole = Of(decoder(), bytes, Math.Max(1, bytes.Length), valueOf, maxWaitingBytes);
        Decoded<TValue> pieces = Of(decoder(), bytes, pieceBytes, valueOf, maxWaitingBytes);
        Invariant.Require(
            whole.IsRefused == pieces.IsRefused && whole.Frames.SequenceEqual(pieces.Frames),
            "another reading in pieces");
        return whole;
    }

    private static Decoded<TValue> Of<TFrame>(
        IFrameDecoder<TFrame> decoder, byte[] bytes, int pieceBytes, Func<TFrame, TValue> valueOf, int maxWaitingBytes)
    {
        var frames = new List<TValue>();
        var unread = ReadOnlySequence<byte>.Empty;
        try
        {
            for (int end = 0; end < bytes.Length;)
            {
                int start = end - (int)unread.Length;
                end = Math.Min(bytes.Length, end + pieceBytes);
                unread = new ReadOnlySequence<byte>(bytes, start, end - start);
                while (!unread.IsEmpty && decoder.TryDecode(ref unread, out TFrame frame))
                    frames.Add(valueOf(frame));
                Invariant.Require(unread.Length <= maxWaitingBytes, "more waits than may");
            }
        }
        catch (PeerProtocolException)
        {
            return new Decoded<TValue>(frames, IsRefused: true);
        }

        return new Decoded<TValue>(frames, IsRefused: false);
    }
}
