using Sockeye.Cli.Console;
using Sockeye.Cli.Network;
using Sockeye.Driving;

namespace Sockeye.Cli.Commands;

/// <summary>What a command touches of the world.</summary>
/// <param name="Console">Where it reads, prints and asks.</param>
/// <param name="Surroundings">Its clock, its signals, its log.</param>
/// <param name="Network">Its sockets, and streams over them.</param>
internal sealed record CommandContext(CommandConsole Console, Surroundings Surroundings, CommandNetwork Network)
{
    /// <summary>The clock.</summary>
    public TimeProvider Time => Surroundings.Time;

    /// <summary>Finish what you hold.</summary>
    public CancellationToken Stop => Surroundings.Signals.Stop;

    /// <summary>Waits of the command, each for a limited time.</summary>
    public StepTimeout StepTimeoutOf(TimeSpan limit) => new(limit, Time, Stop);
}
