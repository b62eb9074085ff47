using Sockeye.Lab;

namespace Sockeye.Cli.Commands.Lab;

/// <summary>Runs commands of ours inside the lab.</summary>
/// <param name="outer">The lab's own surroundings.</param>
/// <param name="start">Runs any command.</param>
internal sealed class InnerCommands(CommandContext outer, CommandLine start) : ICommandStarter
{
    public async Task<(int Code, string Error)> RunAsync(params string[] arguments)
    {
        var host = new RecordingHost(outer);
        int code = await start(arguments, host, TextWriter.Null, TextWriter.Null);
        return (code, host.Error);
    }
}
