using System.Buffers;

namespace Sockeye.Protocols.Framing;

/// <summary>Lines ended by LF or CR LF, without the ending.</summary>
/// <remarks>
/// Both endings are taken because a person types the first into netcat and the second into telnet.
/// </remarks>
/// <param name="maxLineBytes">The longest line allowed, its ending not counted.</param>
/// <param name="endOfStreamEndsLine">
/// Takes a last line without an ending as a line, as text tools do. By default it counts as cut off.
/// </param>
public sealed class LineDecoder(int maxLineBytes, bool endOfStreamEndsLine = false)
    : IFrameDecoder<ReadOnlySequence<byte>>
{
    /// <summary>
    /// The default limit: 4 KiB, the longest line a Linux terminal lets a person type (N_TTY_BUF_SIZE).
    /// </summary>
    public const int DefaultMaxLineBytes = 4096;

    /// <inheritdoc/>
    public bool TryDecode(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> frame)
    {
        var reader = new SequenceReader<byte>(input);
        bool found = reader.TryReadTo(out frame, (byte)'\n');
        if (found)
            frame = WithoutCarriageReturn(frame);

        // Checked before the ending is seen as well, so that a peer cannot make us hold more than the limit.
        // One byte more is allowed then: it may be the CR of an ending still under way.
        RequireWithinLimit(found ? frame.Length : input.Length - 1);
        if (found)
            input = input.Slice(reader.Position);
        return found;
    }

    /// <inheritdoc/>
    public bool TryDecodeLast(ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> frame)
    {
        frame = WithoutCarriageReturn(rest);
        if (endOfStreamEndsLine)
            RequireWithinLimit(frame.Length);
        return endOfStreamEndsLine;
    }

    private void RequireWithinLimit(long lineBytes)
    {
        if (lineBytes > maxLineBytes)
            throw new PeerProtocolException(ProtocolError.FrameTooLong, $"line is longer than {maxLineBytes} bytes");
    }

    private static ReadOnlySequence<byte> WithoutCarriageReturn(ReadOnlySequence<byte> line)
    {
        if (line.IsEmpty)
            return line;

        ReadOnlySequence<byte> last = line.Slice(line.Length - 1);
        return last.FirstSpan[0] == (byte)'\r' ? line.Slice(0, line.Length - 1) : line;
    }
}
