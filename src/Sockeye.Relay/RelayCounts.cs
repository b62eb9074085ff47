namespace Sockeye.Relay;

/// <summary>What a relay has done so far, in datagrams of both directions.</summary>
/// <param name="Received">How many came.</param>
/// <param name="Lost">How many of them were dropped.</param>
/// <param name="Doubled">How many were sent twice.</param>
/// <param name="Held">How many were sent late.</param>
public readonly record struct RelayCounts(long Received, long Lost, long Doubled, long Held);
