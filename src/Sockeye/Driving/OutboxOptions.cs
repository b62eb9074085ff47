using Sockeye.Protocols.Checks;

namespace Sockeye.Driving;

/// <summary>How much may wait for a peer, and what happens beyond.</summary>
public sealed record OutboxOptions
{
    /// <summary>The most bytes that wait. Default 96 KiB: some 200 of IRC's longest lines.</summary>
    public int MaxBytes { get; init => field = Require.AtLeast(1, value); } = 96 * 1024;

    /// <summary>The most messages that wait. Default 1,000.</summary>
    public int MaxMessages { get; init => field = Require.AtLeast(1, value); } = 1_000;

    /// <summary>
    /// Whether a message that is too many is dropped, and the connection goes on. Default no: the connection ends with
    /// <see cref="Transports.EndReason.SendQueueFull"/>, so that its peer never misses a message without knowing.
    /// </summary>
    public bool DropsNewest { get; init; }
}
