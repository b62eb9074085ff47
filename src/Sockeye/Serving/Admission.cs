using Sockeye.Fairness;
using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>Who is let in when all places of a server, or of the process, are taken.</summary>
/// <remarks>One peer cannot keep out the others, however many connections it opens: see <see cref="OpenConnections"/>.
/// </remarks>
internal sealed class Admission(int atOnce, ServerContext context)
{
    // Our choice. Of fewer places a share is a handful, and a burst of one honest peer is more.
    internal const int LeastShared = 64;

    // Our choice. Connections come and go, so a burst waits for a moment; but those behind it wait as well.
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromMilliseconds(500);

    private readonly ConnectionPermits _permits = new(atOnce, context.ConnectionLimit);
    private readonly OpenConnections _open = new();
    private bool _isRefusing;

    /// <summary>
    /// Whether there are enough places to share them out. Otherwise, as of a server that serves one after the other or
    /// has few open files, peers wait in the kernel's backlog.
    /// </summary>
    public bool IsShared => Math.Min(atOnce, context.ConnectionLimit?.Places ?? atOnce) >= LeastShared;

    /// <summary>Takes a place for the next peer, whoever it will be, when there is one.</summary>
    public Task TakeAsync(CancellationToken stop) => _permits.TakeAsync(isFirst: false, stop);

    /// <summary>The same, if there is one now.</summary>
    public bool TryTake()
    {
        bool isTaken = _permits.TryTake();
        if (isTaken)
            _isRefusing = false; // there is room again
        return isTaken;
    }

    /// <summary>Gives a place back that nobody came to take.</summary>
    public void Return() => _permits.Return();

    /// <summary>A connection has its place.</summary>
    public void Enter(StreamConnection connection, PeerNetwork[] peer)
    {
        _open.Add(connection, peer);
        context.ConnectionLimit?.Connections.Add(connection, peer);
    }

    /// <summary>A connection has ended.</summary>
    public void Leave(StreamConnection connection)
    {
        _open.Remove(connection);
        context.ConnectionLimit?.Connections.Remove(connection);
        _permits.Return();
    }

    /// <summary>
    /// Finds a place for a connection that was accepted when all were taken. It may take another's, who has more than
    /// its share; one that has that itself gets a place only if one becomes free in a moment.
    /// </summary>
    /// <returns>false when it has to go.</returns>
    public async ValueTask<bool> TryTakeAsync(PeerNetwork[] peer, CancellationToken stop)
    {
        while (!TryTake())
        {
            (OpenConnections open, int places) = _permits.IsOwnFull || context.ConnectionLimit is null
                ? (_open, atOnce)
                : (context.ConnectionLimit.Connections, context.ConnectionLimit.Places);
            bool hasShareLeft = open.HasShareLeft(peer, places);
            bool isMade = open.TryEndLinger();
            StreamConnection? other = hasShareLeft && !isMade ? open.FindToGiveWay(peer, places) : null;
            other?.Abort(EndReason.GaveWay);
            bool isHopeless = !hasShareLeft && !isMade && _isRefusing;
            if (!isHopeless && await IsTakenInTimeAsync(isFirst: hasShareLeft, stop))
                break;
            if (hasShareLeft || open.TryEndLinger()) // one may have come to its end meanwhile
                continue;

            Refuse(peer);
            return false;
        }

        return true;
    }

    private async ValueTask<bool> IsTakenInTimeAsync(bool isFirst, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(WaitTimeout, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            await _permits.TakeAsync(isFirst, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Refuse(PeerNetwork[] peer)
    {
        if (!_isRefusing)
            context.Logger.PeerBeyondShare(context.Service, peer[0]); // who has no networks has no share to be beyond
        _isRefusing = true;
    }
}
