using System.Net;
using System.Threading.RateLimiting;
using Sockeye.Fairness;

namespace Sockeye.Http.Guards;

/// <summary>How many requests each peer may make; a larger network a few times as many.</summary>
/// <remarks>The limiters of peers that stay away are dropped, so the table does not grow for ever.</remarks>
internal sealed class ClientRateLimiter(int requestsPerSecond, int burst) : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<PeerNetwork> _limiter =
        PartitionedRateLimiter.Create<PeerNetwork, PeerNetwork>(
            network => RateLimitPartition.GetTokenBucketLimiter(network, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = burst * network.Shares,
                TokensPerPeriod = requestsPerSecond * network.Shares,
                ReplenishmentPeriod = Second,
            }));

    /// <summary>When to come back.</summary>
    public static TimeSpan RetryAfter => Second;

    /// <summary>Counts a request; false when it is one too many.</summary>
    /// <param name="client">Where from; null, of a UNIX socket for example, is this machine.</param>
    public bool TryTake(IPAddress? client)
    {
        if (client is null || IPAddress.IsLoopback(client))
            return true;

        foreach (PeerNetwork network in PeerNetwork.Of(client))
        {
            using RateLimitLease lease = _limiter.AttemptAcquire(network);
            if (!lease.IsAcquired)
                return false;
        }

        return true;
    }

    public void Dispose() => _limiter.Dispose();
}
