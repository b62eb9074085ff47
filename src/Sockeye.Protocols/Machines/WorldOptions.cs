using Sockeye.Protocols.Checks;

namespace Sockeye.Protocols.Machines;

/// <summary>The limits of a <see cref="WorldMachine"/>. Every limit is finite.</summary>
public sealed record WorldOptions
{
    /// <summary>How many peers are in the world at once. Default 64. Beyond, nobody joins.</summary>
    public int MaxPeers { get; init => field = Require.AtLeast(1, value); } = 64;

    /// <summary>
    /// After how long a peer that sends nothing has left. Default 10 s: many lost packets, few lost players. It is
    /// looked at with each tick.
    /// </summary>
    public TimeSpan SilenceTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many ticks that are overdue are made up for at once; the others are left out, and the world is late by them.
    /// Default 8, a quarter of a second of a game's usual 30 a second: our choice.
    /// </summary>
    public int MaxOverdueTicks { get; init => field = Require.AtLeast(1, value); } = 8;
}
