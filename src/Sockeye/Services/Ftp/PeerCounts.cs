namespace Sockeye.Services.Ftp;

/// <summary>How many connections each peer has. Safe from any thread.</summary>
internal sealed class PeerCounts(int limit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Counts one more; false when the peer has as many as it may.</summary>
    public bool TryEnter(string peer)
    {
        lock (_lock)
        {
            int count = _counts.GetValueOrDefault(peer);
            if (count < limit)
                _counts[peer] = count + 1;
            return count < limit;
        }
    }

    /// <summary>Counts one less. Who has none left is forgotten.</summary>
    public void Leave(string peer)
    {
        lock (_lock)
        {
            if (--_counts[peer] == 0)
                _counts.Remove(peer);
        }
    }
}
