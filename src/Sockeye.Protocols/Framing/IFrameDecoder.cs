using System.Buffers;

namespace Sockeye.Protocols.Framing;

/// <summary>Cuts a byte stream into frames.</summary>
/// <typeparam name="TFrame">What a frame is. It may be a view of the input, valid until the input moves on.</typeparam>
/// <remarks>
/// One decoder serves one stream, from one thread. It never buffers: undecoded bytes stay with the caller.
/// </remarks>
public interface IFrameDecoder<TFrame>
{
    /// <summary>Takes one frame from the front of <paramref name="input"/>, if it is whole.</summary>
    /// <param name="input">Everything received and not yet decoded. On success it is moved past the frame.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>false when more bytes are needed; <paramref name="input"/> is then unchanged.</returns>
    /// <exception cref="PeerProtocolException">The bytes cannot become a frame, however many more arrive.</exception>
    bool TryDecode(ref ReadOnlySequence<byte> input, out TFrame frame);

    /// <summary>Takes a frame that is ended by the end of the stream instead of its usual ending.</summary>
    /// <param name="rest">What is left when the stream has ended; never empty.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>false, unless a decoder says otherwise: what is left is then a frame that was cut off.</returns>
    bool TryDecodeLast(ReadOnlySequence<byte> rest, out TFrame frame)
    {
        frame = default!;
        return false;
    }
}
