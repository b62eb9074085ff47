namespace Sockeye.Fairness;

/// <summary>How many of something each peer has, and all together. Safe from any thread.</summary>
/// <param name="perPeer">How many one may have; see <see cref="PeerNetwork.Shares"/> for larger networks.</param>
/// <param name="inAll">How many all may have together.</param>
public sealed class PeerCounts(int perPeer, int inAll = int.MaxValue)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerNetwork, int> _counts = [];
    private int _all;

    /// <summary>Counts one more; false, and nothing is counted, when it would be one too many.</summary>
    /// <param name="peer">The networks of the peer's address.</param>
    public bool TryEnter(ReadOnlySpan<PeerNetwork> peer)
    {
        lock (_lock)
        {
            if (_all >= inAll)
                return false;
            foreach (PeerNetwork network in peer)
            {
                if (_counts.GetValueOrDefault(network) >= LimitOf(network))
                    return false;
            }

            Add(peer, 1);
            return true;
        }
    }

    /// <summary>Counts one less. Who has none left is forgotten.</summary>
    public void Leave(ReadOnlySpan<PeerNetwork> peer)
    {
        lock (_lock)
            Add(peer, -1);
    }

    // However many shares a network has, it leaves an eighth to others.
    private long LimitOf(PeerNetwork network) =>
        Math.Min((long)perPeer * network.Shares, Math.Max(perPeer, inAll - (inAll / 8)));

    private void Add(ReadOnlySpan<PeerNetwork> peer, int change)
    {
        _all += change;
        foreach (PeerNetwork network in peer)
        {
            int count = _counts.GetValueOrDefault(network) + change;
            if (count == 0)
                _counts.Remove(network);
            else
                _counts[network] = count;
        }
    }
}
