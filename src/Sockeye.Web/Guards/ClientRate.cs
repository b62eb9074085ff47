using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Sockeye.Web.Guards;

/// <summary>How many requests each address may make.</summary>
/// <remarks>The limiters of addresses that stay away are dropped, so the table does not grow for ever.</remarks>
internal sealed class ClientRate(WebOptions options) : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestBurst,
            TokensPerPeriod = options.RequestsPerSecond,
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

        using RateLimitLease lease = _limiter.AttemptAcquire(Network(client));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    // Who has one address of IPv6 has all of its /64 (RFC 6177).
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
