using Sockeye.Protocols.Checks;

namespace Sockeye.Transports.Relays;

/// <summary>What a relay does to the datagrams of one direction. Each is a share of all, 0 to 1.</summary>
public sealed record RelayFaults
{
    /// <summary>No faults: everything arrives, once, in order.</summary>
    public static RelayFaults None { get; } = new();

    /// <summary>How many never arrive. Default 0.</summary>
    public double Loss { get; init => field = Require.InRange(0, 1, value); }

    /// <summary>How many arrive twice. Default 0.</summary>
    public double Duplication { get; init => field = Require.InRange(0, 1, value); }

    /// <summary>How many are held for <see cref="Hold"/>, so that later ones overtake them. Default 0.</summary>
    public double Reordering { get; init => field = Require.InRange(0, 1, value); }

    /// <summary>
    /// How long a datagram is held that is to be overtaken. Default 5 ms: many packets on a LAN, little to a time-out.
    /// </summary>
    public TimeSpan Hold { get; init => field = Require.Positive(value); } = TimeSpan.FromMilliseconds(5);
}
