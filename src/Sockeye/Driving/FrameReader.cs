using System.Buffers;
using System.IO.Pipelines;
using Sockeye.Protocols;
using Sockeye.Protocols.Framing;

namespace Sockeye.Driving;

/// <summary>Reads frames from a pipe: the one place for the cut-off check and the rules of advancing.</summary>
/// <remarks>
/// After the last frame has been taken, or between two, the rest of the stream can be read from the pipe directly:
/// call <see cref="Release"/> first.
/// </remarks>
/// <typeparam name="TFrame">What a frame is.</typeparam>
/// <param name="input">Where the bytes come from.</param>
/// <param name="decoder">What cuts them into frames.</param>
public sealed class FrameReader<TFrame>(PipeReader input, IFrameDecoder<TFrame> decoder)
{
    private ReadOnlySequence<byte> _unread;
    private bool _hasRead;
    private bool _endOfInput;
    private TFrame _current = default!;

    /// <summary>The frame; valid until the next call of <see cref="MoveNextAsync"/> or <see cref="Release"/>.</summary>
    public TFrame Current => _current;

    /// <summary>Waits for the next frame.</summary>
    /// <returns>false when the peer ended its stream between two frames.</returns>
    /// <exception cref="PeerProtocolException">
    /// No frame can come of the bytes, or the stream ended inside one.
    /// </exception>
    /// <exception cref="IOException">The peer went away.</exception>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (_hasRead)
            {
                if (decoder.TryDecode(ref _unread, out _current))
                    return true;
                if (_endOfInput)
                    return !_unread.IsEmpty && TakeLast();

                input.AdvanceTo(consumed: _unread.Start, examined: _unread.End);
                _hasRead = false;
            }

            ReadResult read = await input.ReadAsync(cancel);
            (_unread, _endOfInput, _hasRead) = (read.Buffer, read.IsCompleted, true);
        }
    }

    /// <summary>Gives the bytes after the current frame back to the pipe. Reading frames may go on later.</summary>
    public void Release()
    {
        if (!_hasRead)
            return;

        input.AdvanceTo(_unread.Start);
        _hasRead = false;
    }

    private bool TakeLast()
    {
        if (!decoder.TryDecodeLast(_unread, out _current))
            throw new PeerProtocolException(ProtocolError.CutOff, "the stream ended inside a message");

        _unread = _unread.Slice(_unread.End);
        return true;
    }
}
