using Sockeye.Fairness;
using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>The connections that are open, by peer. Safe from any thread.</summary>
/// <remarks>
/// A peer's share is an eighth of the places; of IPv6 that of a /64, and larger networks have a few
/// (<see cref="PeerNetwork.Shares"/>). While there are places left it may have any number of them. When all are taken,
/// who has more than its share gives way to who has less, and who has half a share more than another to that one.
/// </remarks>
internal sealed class OpenConnections
{
    /// <summary>How many shares there are: 8, our choice.</summary>
    public const int Shares = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamConnection, PeerNetwork[]> _open = [];
    private readonly Dictionary<PeerNetwork, int> _counts = [];

    /// <summary>A connection was let in.</summary>
    public void Add(StreamConnection connection, PeerNetwork[] peer)
    {
        lock (_lock)
        {
            _open[connection] = peer;
            foreach (PeerNetwork network in peer)
                _counts[network] = _counts.GetValueOrDefault(network) + 1;
        }
    }

    /// <summary>It has ended.</summary>
    public void Remove(StreamConnection connection)
    {
        lock (_lock)
        {
            if (!_open.Remove(connection, out PeerNetwork[]? peer))
                return;

            foreach (PeerNetwork network in peer)
            {
                if (--_counts[network] == 0)
                    _counts.Remove(network);
            }
        }
    }

    /// <summary>Whether a peer has less than its share.</summary>
    /// <param name="peer">The networks of its address.</param>
    /// <param name="places">How many places there are.</param>
    public bool HasShareLeft(PeerNetwork[] peer, int places)
    {
        lock (_lock)
            return Array.TrueForAll(peer, network => Excess(network, places) < 0);
    }

    /// <summary>
    /// Has one not wait for its peer any more that is done but for the peer's end of stream, and says whether there was
    /// one: its place is free in a moment, and nobody loses anything.
    /// </summary>
    public bool TryEndLinger()
    {
        lock (_lock)
            return _open.Keys.Any(connection => connection.Find<ILingering>()?.TryEndLinger() ?? false);
    }

    /// <summary>
    /// Which connection is to give way: of the peer that is furthest beyond its share, or nearest to it, the one that
    /// is silent for longest. Null when nobody is beyond it, or has half a share more than who asks.
    /// </summary>
    /// <param name="asker">The networks of whom it is for.</param>
    /// <param name="places">How many places there are.</param>
    public StreamConnection? FindToGiveWay(PeerNetwork[] asker, int places)
    {
        lock (_lock)
        {
            PeerNetwork furthest = _counts.Keys.DefaultIfEmpty().MaxBy(network => Excess(network, places));
            int excess = Excess(furthest, places);
            bool hasMuchMore = excess - asker.Max(network => Excess(network, places)) > places / Shares / 2;
            return excess <= 0 && !hasMuchMore
                ? null
                : _open
                    .Where(one => one.Value.Contains(furthest) && one.Key.EndReason == EndReason.None)
                    .Select(one => one.Key)
                    .MaxBy(connection => connection.IdleTime);
        }
    }

    private int Excess(PeerNetwork network, int places) =>
        _counts.GetValueOrDefault(network) - (Math.Max(1, places / Shares) * network.Shares);
}
