using Sockeye.Transports;

namespace Sockeye.Files.Access;

/// <summary>Whether anybody is there for whom work is done, while nothing is sent that would tell.</summary>
/// <remarks>
/// A client that is killed ends its stream as one does that has asked and only waits for the answer
/// (<c>nc -N</c>). That one has some time to get it, and more whenever it has taken some of it.
/// </remarks>
/// <param name="connection">The peer's.</param>
/// <param name="time">The clock of <see cref="GraceTime"/>.</param>
internal sealed class PeerPresence(StreamConnection connection, TimeProvider time)
{
    /// <summary>For how long there is work for a peer that has ended its stream: our choice, a file of some GB summed.
    /// </summary>
    public static readonly TimeSpan GraceTime = TimeSpan.FromSeconds(5);

    private readonly IPeerState? _peer = connection.Find<IPeerState>(); // null: the transport knows nothing of its peer

    private long? _ended; // when it was first seen, or has last taken something
    private long _delivered;

    public bool IsGone()
    {
        if (_peer is { IsPeerGone: true })
            return true;
        if (_peer is not { HasPeerEnded: true })
            return false;

        long delivered = connection.Delivery.Delivered;
        if (_ended is null || delivered > _delivered)
            (_ended, _delivered) = (time.GetTimestamp(), delivered);
        return time.GetElapsedTime(_ended.Value) > GraceTime;
    }
}
