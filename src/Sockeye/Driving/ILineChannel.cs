using System.Buffers;
using Sockeye.Protocols;
using Sockeye.Transports;

namespace Sockeye.Driving;

/// <summary>
/// Lines both ways, whatever carries them: a stream, or a connection that has messages. One task reads, one writes;
/// both at once is fine.
/// </summary>
public interface ILineChannel
{
    /// <summary>The line that was read, without its ending; valid until the next read.</summary>
    ReadOnlySequence<byte> Current { get; }

    /// <summary>Waits for the peer's next line.</summary>
    /// <returns>false when the peer has ended its side in good order.</returns>
    /// <exception cref="PeerProtocolException">The line is too long, or cut off.</exception>
    /// <exception cref="TransportException">The peer went away.</exception>
    ValueTask<bool> MoveNextAsync(CancellationToken cancel);

    /// <summary>Writes a line to the peer. Nothing leaves before <see cref="FlushAsync"/>.</summary>
    /// <param name="line">The line without an ending.</param>
    /// <exception cref="LocalProtocolException">There is an ending in it: the peer would see two lines.</exception>
    void Write(ReadOnlySpan<byte> line);

    /// <summary>Sends what was written; waits for a slow peer.</summary>
    /// <exception cref="TransportException">The peer went away.</exception>
    ValueTask FlushAsync(CancellationToken cancel);

    /// <summary>Ends the connection at once. From any thread, at any time.</summary>
    /// <param name="reason">Why, unless a reason is recorded already.</param>
    void Abort(EndReason reason);
}
