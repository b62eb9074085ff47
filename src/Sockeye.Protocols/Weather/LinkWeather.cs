using Sockeye.Protocols.Checks;

namespace Sockeye.Protocols.Weather;

/// <summary>What a link does to the datagrams of one direction. Each chance is a share of all, 0 to 1.</summary>
public sealed record LinkWeather
{
    /// <summary>Everything arrives at once, once, and in order.</summary>
    public static LinkWeather Fair { get; } = new();

    /// <summary>How long each datagram is under way at least. Default 0.</summary>
    public TimeSpan Latency { get; init => field = Require.AtLeast(TimeSpan.Zero, value); }

    /// <summary>How many never arrive. Default 0.</summary>
    public double Loss { get; init => field = Require.InRange(0, 1, value); }

    /// <summary>How many arrive twice, the second time later by up to <see cref="MaxDelay"/>. Default 0.</summary>
    public double Duplication { get; init => field = Require.InRange(0, 1, value); }

    /// <summary>
    /// How many arrive later by half of <see cref="MaxDelay"/> to all of it, so that others overtake them. Default 0.
    /// </summary>
    public double Reordering { get; init => field = Require.InRange(0, 1, value); }

    /// <summary>
    /// How much later a datagram arrives at most. Default 8 ms, our choice: many packets on a LAN, little to a
    /// time-out.
    /// </summary>
    public TimeSpan MaxDelay { get; init => field = Require.Positive(value); } = TimeSpan.FromMilliseconds(8);
}
