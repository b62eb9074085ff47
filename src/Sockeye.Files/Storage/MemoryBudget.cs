using Sockeye.Fairness;

namespace Sockeye.Files.Storage;

/// <summary>The memory that a root's listings may take, together and for each peer. Safe from any thread.</summary>
/// <param name="bytes">How much that is; a peer may have half of it, a whole page of 100,000 entries.</param>
internal sealed class MemoryBudget(long bytes)
{
    private readonly long _perPeer = bytes / 2;
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerNetwork, long> _taken = [];
    private long _left = bytes;

    /// <summary>Takes some of it; false when there is not so much.</summary>
    /// <param name="peer">For whom.</param>
    /// <param name="wanted">How many bytes.</param>
    public bool TryTake(PeerNetwork peer, int wanted)
    {
        lock (_lock)
        {
            long taken = _taken.GetValueOrDefault(peer) + wanted;
            if (wanted > _left || taken > _perPeer)
                return false;

            _left -= wanted;
            _taken[peer] = taken;
            return true;
        }
    }

    /// <summary>Gives it back.</summary>
    public void Return(PeerNetwork peer, long unused)
    {
        if (unused == 0)
            return;

        lock (_lock)
        {
            _left += unused;
            if ((_taken[peer] -= unused) == 0)
                _taken.Remove(peer);
        }
    }
}
