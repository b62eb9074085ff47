using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Sockeye.Cli.Commands;
using Sockeye.Cli.Commands.Chat;
using Sockeye.Cli.Commands.Completions;
using Sockeye.Cli.Commands.Connect;
using Sockeye.Cli.Commands.Get;
using Sockeye.Cli.Commands.Help;
using Sockeye.Cli.Commands.Lab;
using Sockeye.Cli.Commands.Listen;
using Sockeye.Cli.Commands.Ls;
using Sockeye.Cli.Commands.Manual;
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
using Sockeye.Cli.Configuration;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Help;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli;

/// <summary>The root: <c>sockeye</c>, with one command per file below.</summary>
internal static class SockeyeCommand
{
    // A word that begins with @ is a text or a name as any other, and no file of words.
    private static readonly ParserConfiguration Syntax = new() { ResponseFileTokenReplacer = null };

    /// <summary>Parses and runs a command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="host">Makes the context that commands run in.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="error">Where a wrong command line is explained.</param>
    public static Task<int> RunAsync(
        IReadOnlyList<string> arguments, ICommandHost host, TextWriter output, TextWriter error)
    {
        CommandDefinition[] definitions = Definitions();
        ParseResult parsed = Parse(definitions, host, arguments, out string? flaw);
        if (flaw is not null)
        {
            error.WriteLine($"sockeye: {PrintableText.Escape(flaw)}");
            error.WriteLine($"see '{HelpPages.NameOf(parsed.CommandResult.Command)} --help'");
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

    /// <summary>Parses a command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="host">What the command would run in.</param>
    /// <param name="flaw">What is wrong with it; null when nothing is.</param>
    public static ParseResult Parse(IReadOnlyList<string> arguments, ICommandHost host, out string? flaw) =>
        Parse(Definitions(), host, arguments, out flaw);

    private static ParseResult Parse(
        CommandDefinition[] definitions, ICommandHost host, IReadOnlyList<string> arguments, out string? flaw)
    {
        IReadOnlyList<string> words = HelpCommand.Normalize(TraceOptions.Normalize(arguments));
        RootCommand root = Create(definitions, host, words);
        (ParseResult parsed, flaw) = ParseWords(words);
        flaw ??= HelpCommand.FlawOf(parsed, arguments, HasHelpOfWords(definitions, parsed));
        if (flaw is not null || !IsConfigured(definitions, host, parsed))
            return parsed;

        try
        {
            var file = ConfigFile.Read(host.ConfigFile!);
            if (file.Sections.Count + file.Entries.Count > 0)
                ConfiguredLine.RequireKnown(file, CreateWhole(definitions, host));
            return new ConfiguredLine(file, ParseWords).With(parsed, words);
        }
        catch (Exception wrong) when (wrong is UsageException or IOException or UnauthorizedAccessException)
        {
            flaw = wrong.Message;
            return parsed;
        }

        (ParseResult Parsed, string? Flaw) ParseWords(IReadOnlyList<string> line)
        {
            ParseResult result = root.Parse(line, Syntax);
            return (result, FlawOf(result, line));
        }
    }

    private static bool HasHelpOfWords(CommandDefinition[] definitions, ParseResult parsed) =>
        Array.Find(definitions, known => known.Name == parsed.CommandResult.Command.Name)?.BeforeHelp is not null;

    // Whoever asks for help may need it to mend the file.
    private static bool IsConfigured(CommandDefinition[] definitions, ICommandHost host, ParseResult parsed)
    {
        string named = UnknownWords.PathOf(parsed.CommandResult.Command).Split(' ')[0];
        return host.ConfigFile is not null && !parsed.GetValue(CommonOptions.NoConfig)
            && parsed.Action is not SynchronousCommandLineAction // help, version
            && Array.Find(definitions, known => known.Name == named)?.Group != CommandGroup.Help;
    }

    private static string? FlawOf(ParseResult parsed, IReadOnlyList<string> words) =>
        UnknownWords.Explain(parsed, words) ?? ParseFlaw.Of(parsed);

    private static IEnumerable<HelpPage> Manual(ICommandHost host)
    {
        CommandDefinition[] definitions = Definitions();
        RootCommand root = CreateWhole(definitions, host);
        var pages = new HelpPages(definitions);
        IEnumerable<Command> commands = root.Subcommands.Where(static command => !command.Hidden);
        return [pages.Of(root), .. commands.SelectMany(WithInner).Select(pages.Of)];
    }

    private static IEnumerable<Command> WithInner(Command command) =>
        command.Subcommands.SelectMany(WithInner).Prepend(command);

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
        root.Directives.Clear();
        root.Options.Add(CommonOptions.Json);
        root.Options.Add(CommonOptions.Verbose);
        root.Options.Add(CommonOptions.NoConfig);
        foreach (CommandDefinition definition in definitions)
        {
            var command = new Command(definition.Name, definition.Summary) { Hidden = definition.IsHidden };
            if (arguments.Contains(definition.Name))
                Furnish(command, definition, host);
            root.Subcommands.Add(command);
        }

        root.Options.OfType<VersionOption>().Single().Description = "Show which version this is.";
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Show this, or with a command what it takes.";
        help.Action = new HelpPageAction(new HelpPages(definitions));
        return root;
    }

    // With all that they take: for that each is made as if somebody had named it.
    private static RootCommand CreateWhole(CommandDefinition[] definitions, ICommandHost host) =>
        Create(definitions, host, [.. definitions.Select(static known => known.Name)]);

    private static void Furnish(Command command, CommandDefinition definition, ICommandHost host)
    {
        definition.AddTo(command, host);
        if (definition.HasTrace)
            TraceOptions.AddTo(command);
    }

    private static CommandDefinition[] Definitions() =>
    [
        GetCommand.Definition,
        PutCommand.Definition,
        SyncCommand.Definition,
        LsCommand.Definition,
        StatCommand.Definition,
        RmCommand.Definition,
        MkdirCommand.Definition,
        ShareCommand.Definition,
        ServeCommand.Definition,
        UserCommand.Definition,
        ChatCommand.Definition,
        TalkCommand.Definition,
        SendCommand.Definition,
        ConnectCommand.Definition,
        ListenCommand.Definition,
        PingCommand.Definition,
        RouteCommand.Definition,
        ProbeCommand.Definition,
        ResolveCommand.Definition,
        TraceCommand.Definition,
        LabCommand.DefinitionWith(RunAsync),
        ShellCommand.Definition,
        HelpCommand.Definition,
        ManualCommand.DefinitionWith(Manual),
        CompletionCommand.Definition,
        CompletionCommand.AskedDefinitionWith(static (host, words) => Create(Definitions(), host, words)),
    ];
}
