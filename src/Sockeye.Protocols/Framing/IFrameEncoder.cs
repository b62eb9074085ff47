using System.Buffers;

namespace Sockeye.Protocols.Framing;

/// <summary>Writes frames in their wire form.</summary>
/// <typeparam name="TFrame">What a frame is.</typeparam>
public interface IFrameEncoder<in TFrame>
{
    /// <summary>Appends <paramref name="frame"/> to <paramref name="output"/>.</summary>
    /// <exception cref="LocalProtocolException">The frame cannot be expressed on the wire.</exception>
    void Encode(TFrame frame, IBufferWriter<byte> output);
}
