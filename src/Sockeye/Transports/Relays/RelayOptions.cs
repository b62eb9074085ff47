using Sockeye.Protocols.Checks;

namespace Sockeye.Transports.Relays;

/// <summary>What a relay does, and its limits.</summary>
public sealed record RelayOptions
{
    /// <summary>Faults from the clients to the server. Default none.</summary>
    public RelayFaults ToServer { get; init; } = RelayFaults.None;

    /// <summary>Faults from the server to the clients. Default none.</summary>
    public RelayFaults ToClient { get; init; } = RelayFaults.None;

    /// <summary>Where chance begins: the same seed gives each flow the same luck. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// How many sockets of its own the relay opens; packets that would need more are dropped. Default 256.
    /// </summary>
    /// <remarks>A transfer takes two. They stay open until the relay ends: it is for tests, which end.</remarks>
    public int MaxSockets { get; init => field = Require.AtLeast(1, value); } = 256;
}
