namespace Sockeye.Transports.Relays;

/// <summary>What a relay does to the datagrams of one direction. Each is a share of all, 0 to 1.</summary>
public sealed record RelayFaults
{
    /// <summary>No faults: everything arrives, once, in order.</summary>
    public static RelayFaults None { get; } = new();

    /// <summary>How many never arrive. Default 0.</summary>
    public double Loss { get; init => field = Share(value, nameof(Loss)); }

    /// <summary>How many arrive twice. Default 0.</summary>
    public double Duplication { get; init => field = Share(value, nameof(Duplication)); }

    /// <summary>How many are held for <see cref="Hold"/>, so that later ones overtake them. Default 0.</summary>
    public double Reordering { get; init => field = Share(value, nameof(Reordering)); }

    /// <summary>
    /// How long a datagram is held that is to be overtaken. Default 5 ms: many packets on a LAN, little to a time-out.
    /// </summary>
    public TimeSpan Hold
    {
        get;
        init => field = value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Hold), value, "Hold must be more than zero");
    } = TimeSpan.FromMilliseconds(5);

    private static double Share(double value, string name) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from 0 to 1");
}
