using Sockeye.Protocols.Checks;
using Sockeye.Protocols.Weather;

namespace Sockeye.Relay;

/// <summary>What a relay does, and its limits.</summary>
public sealed record RelayOptions
{
    /// <summary>The weather from the clients to the server. Default fair.</summary>
    public LinkWeather ToServer { get; init; } = LinkWeather.Fair;

    /// <summary>The weather from the server to the clients. Default fair.</summary>
    public LinkWeather ToClient { get; init; } = LinkWeather.Fair;

    /// <summary>Where chance begins: the same seed gives each flow the same luck. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// How many sockets of its own the relay opens; packets that would need more are dropped. Default 256.
    /// </summary>
    /// <remarks>A transfer takes two. They stay open until the relay ends: it is for tests, which end.</remarks>
    public int MaxSockets { get; init => field = Require.AtLeast(1, value); } = 256;
}
