using System.Net;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Probing.Route;

/// <summary>One hop on the way, and what became of the probes to it.</summary>
/// <param name="number">How many hops the probes were allowed.</param>
public sealed class RouteHop(int number)
{
    /// <summary>How many addresses of a hop are kept: 16, our limit; more would be somebody's joke.</summary>
    public const int MaxAddresses = 16;

    private readonly List<IPAddress> _addresses = [];

    /// <summary>How many hops the probes were allowed; the first router is 1.</summary>
    public int Number => number;

    /// <summary>Probes sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Probes answered in time.</summary>
    public long Received { get; private set; }

    /// <summary>Probes that have no end yet: neither answered nor lost.</summary>
    public long Pending { get; private set; }

    /// <summary>The share of probes that were not answered in time, in percent; of those that have an end.</summary>
    public double LossPercent => Sent == Pending ? 0 : 100.0 * (Sent - Pending - Received) / (Sent - Pending);

    /// <summary>The round trips of the probes answered in time.</summary>
    public RoundTripTimes Times { get; } = new();

    /// <summary>Who has answered, in the order of their first answers: several where there are several ways.</summary>
    public IReadOnlyList<IPAddress> Addresses => _addresses;

    /// <summary>Of the last answer that ends the way: its reason; null when there is none.</summary>
    public IcmpErrorCause? Cause => Latest?.Cause;

    /// <summary>Whether the destination has answered here.</summary>
    public bool HasReached { get; private set; }

    /// <summary>The last answer; null when none has come.</summary>
    internal RouteEvent? Latest { get; private set; }

    internal void OnSent()
    {
        Sent++;
        Pending++;
    }

    /// <summary>A probe that was behind the end of the way does not count.</summary>
    internal void OnWithdrawn()
    {
        Sent--;
        Pending--;
    }

    internal void On(RouteEvent happened)
    {
        if (!happened.IsLate)
            Pending--;
        if (happened.From is not { } from)
            return;

        Latest = happened;
        HasReached |= happened.Kind == RouteEventKind.Reached;
        if (_addresses.Count < MaxAddresses && !_addresses.Contains(from))
            _addresses.Add(from);
        if (happened.IsLate)
            return;

        Received++;
        Times.Add(happened.RoundTrip);
    }
}
