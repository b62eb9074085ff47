using System.CommandLine;
using Sockeye.Cli.Commands.Connect;
using Sockeye.Cli.Commands.Get;
using Sockeye.Cli.Commands.Lab;
using Sockeye.Cli.Commands.Listen;
using Sockeye.Cli.Commands.Ls;
using Sockeye.Cli.Commands.Put;
using Sockeye.Cli.Commands.Send;
using Sockeye.Cli.Commands.Serve;
using Sockeye.Cli.Commands.Stat;
using Sockeye.Cli.Commands.Talk;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands;

/// <summary>The root: <c>sockeye</c>, with one command per file below.</summary>
internal static class SockeyeCommand
{
    /// <summary>Parses and runs a command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="host">Makes the context that commands run in.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="error">Where a wrong command line is explained.</param>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, ICommandHost host, TextWriter output, TextWriter error)
    {
        ParseResult parsed = Create(host).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            string name = CommandPath(parsed.CommandResult.Command);
            await error.WriteLineAsync($"sockeye: {PrintableText.Escape(parsed.Errors[0].Message)}");
            await error.WriteLineAsync($"see '{name} --help'");
            return (int)ExitCode.Usage;
        }

        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // signals are ours: see StopSignals
        };
        return await parsed.InvokeAsync(invocation);
    }

    /// <summary>The whole command tree.</summary>
    public static RootCommand Create(ICommandHost host)
    {
        var root = new RootCommand("Everything over a socket: serve, get, put, talk, and see how it works.");
        root.Options.Add(CommonOptions.Json);
        root.Options.Add(CommonOptions.Verbose);
        Command[] commands =
        [
            ServeCommand.Create(host),
            GetCommand.Create(host),
            PutCommand.Create(host),
            LsCommand.Create(host),
            StatCommand.Create(host),
            TalkCommand.Create(host),
            SendCommand.Create(host),
            ListenCommand.Create(host),
            ConnectCommand.Create(host),
            LabCommand.Create(host),
        ];
        Array.ForEach(commands, root.Subcommands.Add);
        return root;
    }

    private static string CommandPath(Command command) =>
        command is RootCommand ? "sockeye" : $"sockeye {command.Name}";
}
