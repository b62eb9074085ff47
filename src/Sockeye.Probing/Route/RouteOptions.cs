using Sockeye.Protocols.Checks;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Probing.Route;

/// <summary>How the way to a host is asked for, and how long an answer may take.</summary>
public sealed record RouteOptions
{
    /// <summary>
    /// From one probe to the next of a round: 50 ms, our choice. Routers answer few a second (Linux one a second to
    /// each host), and a destination that is near has answered before the hops behind it are asked for.
    /// </summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest time-out: 30 s, so that at most 600 probes are unanswered at once.</summary>
    public static readonly TimeSpan MaxTimeout = PingOptions.MaxTimeout;

    /// <summary>How many rounds, each with one probe to every hop. Default: null, until it is stopped.</summary>
    public int? Rounds { get; init => field = value is { } rounds ? Require.AtLeast(1, rounds) : null; }

    /// <summary>From one round to the next, unless it takes longer. Default 1 s; at least <see cref="Gap"/>.</summary>
    public TimeSpan Interval { get; init => field = Require.AtLeast(Gap, value); } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long to wait for each answer. Default 5 s, as traceroute(8): a router finds out in 3 s that a host of its
    /// own network is not there (RFC 4861 §10, three requests of a second each).
    /// </summary>
    public TimeSpan Timeout
    {
        get;
        init => field = Require.InRange(TimeSpan.FromTicks(1), MaxTimeout, value);
    } = TimeSpan.FromSeconds(5);

    /// <summary>The first hop that is asked for. Default 1.</summary>
    public int FirstHop { get; init => field = Require.InRange(1, 255, value); } = 1;

    /// <summary>The last hop that is asked for. Default 30, as traceroute(8).</summary>
    public int MaxHops { get; init => field = Require.InRange(1, 255, value); } = 30;

    /// <summary>
    /// How many hops in a row may be silent before those behind them are not asked for. Default 10, our choice: few
    /// networks hide as many.
    /// </summary>
    public int MaxSilent { get; init => field = Require.InRange(1, 255, value); } = 10;
}
