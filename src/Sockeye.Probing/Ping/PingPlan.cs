using Sockeye.Protocols.Checks;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Probing.Ping;

/// <summary>What to send to all hosts.</summary>
public sealed record PingPlan
{
    /// <summary>To each of them.</summary>
    public PingOptions Options { get; init; } = new();

    /// <summary>
    /// From the first request to one host to the first to the next. Default 2 ms: at most 500 a second.
    /// </summary>
    public TimeSpan Gap { get; init => field = Require.Positive(value); } = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// What the requests carry: 64 random bits, others for each run, so that nobody can guess a reply.
    /// </summary>
    public required ulong Token { get; init; }
}
