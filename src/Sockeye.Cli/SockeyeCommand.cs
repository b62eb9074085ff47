using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Sockeye.Cli.Commands;
using Sockeye.Cli.Commands.Connect;
using Sockeye.Cli.Commands.Get;
using Sockeye.Cli.Commands.Lab;
using Sockeye.Cli.Commands.Listen;
using Sockeye.Cli.Commands.Ls;
using Sockeye.Cli.Commands.Mkdir;
using Sockeye.Cli.Commands.Ping;
using Sockeye.Cli.Commands.Probe;
using Sockeye.Cli.Commands.Put;
using Sockeye.Cli.Commands.Resolve;
using Sockeye.Cli.Commands.Rm;
using Sockeye.Cli.Commands.Route;
using Sockeye.Cli.Commands.Send;
using Sockeye.Cli.Commands.Serve;
using Sockeye.Cli.Commands.Share;
using Sockeye.Cli.Commands.Shell;
using Sockeye.Cli.Commands.Stat;
using Sockeye.Cli.Commands.Sync;
using Sockeye.Cli.Commands.Talk;
using Sockeye.Cli.Commands.Trace;
using Sockeye.Cli.Commands.User;
using Sockeye.Cli.Ending;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli;

/// <summary>The root: <c>sockeye</c>, with one command per file below.</summary>
internal static class SockeyeCommand
{
    /// <summary>Parses and runs a command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="host">Makes the context that commands run in.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="error">Where a wrong command line is explained.</param>
    public static Task<int> RunAsync(
        IReadOnlyList<string> arguments, ICommandHost host, TextWriter output, TextWriter error)
    {
        CommandDefinition[] definitions = Definitions();
        ParseResult parsed = Create(definitions, host, arguments).Parse(TraceOptions.Normalize(arguments));
        if (parsed.Errors.Count > 0)
        {
            string name = CommandPath(parsed.CommandResult.Command);
            error.WriteLine($"sockeye: {PrintableText.Escape(parsed.Errors[0].Message)}");
            error.WriteLine($"see '{name} --help'");
            return Task.FromResult((int)ExitCode.Usage);
        }

        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // signals are ours: see StopSignals
        };
        if (parsed.Action is not SynchronousCommandLineAction) // help, version
            return parsed.InvokeAsync(invocation);

        CommandResult named = parsed.CommandResult;
        Array.Find(definitions, known => known.Name == named.Command.Name)?.BeforeHelp?.Invoke(named);
        return Task.FromResult(Explain(parsed, invocation));
    }

    private static int Explain(ParseResult parsed, InvocationConfiguration invocation)
    {
        try
        {
            return parsed.Invoke(invocation);
        }
        catch (IOException failed) // closed by the shell, or the disk is full
        {
            invocation.Error.WriteLine($"sockeye: {PrintableText.Escape(failed.Message)}");
            return (int)ExitCode.Failed;
        }
    }

    // A command that nobody names needs no options, and building those of all costs some 6 ms at every start. Which one
    // is named only the parser can tell; that one is not named can be told before.
    private static RootCommand Create(
        CommandDefinition[] definitions, ICommandHost host, IReadOnlyList<string> arguments)
    {
        var root = new RootCommand("Everything over a socket: serve, get, put, talk, and see how it works.");
        root.Options.Add(CommonOptions.Json);
        root.Options.Add(CommonOptions.Verbose);
        foreach (CommandDefinition definition in definitions)
        {
            var command = new Command(definition.Name, definition.Description);
            if (MayName(arguments, definition.Name))
                Furnish(command, definition, host);
            root.Subcommands.Add(command);
        }

        return root;
    }

    private static void Furnish(Command command, CommandDefinition definition, ICommandHost host)
    {
        definition.AddTo(command, host);
        if (definition.HasTrace)
            TraceOptions.AddTo(command);
    }

    private static CommandDefinition[] Definitions() =>
    [
        ServeCommand.Definition,
        ShareCommand.Definition,
        GetCommand.Definition,
        PutCommand.Definition,
        LsCommand.Definition,
        StatCommand.Definition,
        RmCommand.Definition,
        MkdirCommand.Definition,
        SyncCommand.Definition,
        UserCommand.Definition,
        TalkCommand.Definition,
        SendCommand.Definition,
        ListenCommand.Definition,
        ConnectCommand.Definition,
        TraceCommand.Definition,
        ShellCommand.Definition,
        PingCommand.Definition,
        RouteCommand.Definition,
        ResolveCommand.Definition,
        ProbeCommand.Definition,
        LabCommand.DefinitionWith(RunAsync),
    ];

    // A word may also be a line to complete ("[suggest]"), or a file of words (@file).
    private static bool MayName(IReadOnlyList<string> arguments, string name)
    {
        foreach (string word in arguments)
        {
            if (word.StartsWith('@') || word.Contains(name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static string CommandPath(Command command) => command is RootCommand
        ? "sockeye"
        : $"{CommandPath(command.Parents.OfType<Command>().First())} {command.Name}";
}
