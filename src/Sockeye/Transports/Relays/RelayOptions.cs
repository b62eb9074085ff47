namespace Sockeye.Transports.Relays;

/// <summary>What a relay does, and its limits.</summary>
public sealed record RelayOptions
{
    /// <summary>Faults from the clients to the server. Default none.</summary>
    public RelayFaults ToServer { get; init; } = RelayFaults.None;

    /// <summary>Faults from the server to the clients. Default none.</summary>
    public RelayFaults ToClient { get; init; } = RelayFaults.None;

    /// <summary>How many client addresses are remembered; packets of further ones are dropped. Default 256, the lab's needs many times.</summary>
    public int MaxFlows
    {
        get;
        init => field = value > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxFlows), value, "MaxFlows must be at least 1");
    } = 256;
}
