using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Lab;

namespace Sockeye.Cli.Commands.Lab;

/// <summary>Makes the bench of the exercises of what the command has.</summary>
/// <param name="context">The command's.</param>
/// <param name="commands">Runs any command.</param>
internal sealed class LabRoom(CommandContext context, CommandLine commands)
{
    /// <summary>A bench with the files of a folder, which stays with the caller.</summary>
    public LabBench BenchWith(LabFolder folder, bool isRoleAlone) => new(
        new LabSurroundings
        {
            Sockets = context.Network.Sockets,
            Calls = context.Network.Calls,
            ProgramPath = Environment.ProcessPath,
            Time = context.Time,
            // The transcript says the rest.
            Logger = context.Console.Verbose ? context.Surroundings.Logger : NullLogger.Instance,
            Metrics = context.Surroundings.Metrics.Value,
            Transcript = new LabTranscript(context.Console, isRoleAlone),
            Commands = new InnerCommands(context, commands),
            Stop = context.Stop,
            Insist = context.Surroundings.Signals.Insist,
        },
        folder);
}
