using System.CommandLine;
using System.Text;
using Sockeye.Cli.Console;
using Sockeye.Cli.Console.Lines;
using Sockeye.Cli.Ending;
using Sockeye.Shell;
using Sockeye.Shell.Lessons;
using Sockeye.Shell.Sessions;

namespace Sockeye.Cli.Commands.Shell;

/// <summary><c>sockeye shell [FILE]</c>: the socket API by hand, on a terminal or as a script.</summary>
internal static class ShellCommand
{
    public static CommandDefinition Definition => new(
        "shell", "Call the socket API by hand, and see what the system does.", AddTo)
    {
        Group = CommandGroup.Learn,
        Examples = ["sockeye shell --tutorial", "sockeye shell examples/shell/tcp.sock"],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<string?> file = new("file")
        {
            Description = "A script to run. Without one: what is typed, or comes from a pipe.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> tutorial = new("--tutorial") { Description = "Learn sockets in ten steps, each checked." };
        Option<TimeSpan?> timeout = CommonOptions.Duration(
            "--timeout", "In a script: how long a line waits for a call in the background. Default 10s.");
        command.Arguments.Add(file);
        command.Options.Add(tutorial);
        command.Options.Add(timeout);
        command.Bind(host, (parsed, context) => RunAsync(
            context, parsed.GetValue(file), parsed.GetValue(tutorial),
            parsed.GetValue(timeout) ?? CommandTimeouts.Answer));
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, string? file, bool teaches, TimeSpan timeout)
    {
        if (!OperatingSystem.IsLinux())
            throw new UsageException("the shell shows what the kernel of Linux says, and runs on Linux only");

        using var session = new ShellSession(context.Time, context.Network.Calls);
        if (file is null && context.Console is { InputIsTerminal: true, OutputIsTerminal: true, Json: false })
            return await RunOnTerminalAsync(context, session, teaches);

        var printer = new ShellPrinter(context.Console.Json, text => Write(context, text));
        Tutorial? tutorial = teaches ? new Tutorial(session, printer.Say) : null;
        using StreamReader script = Open(context, file);
        tutorial?.Begin();
        var runner = new ScriptRunner(context, session, printer, tutorial, file ?? "standard input", timeout);
        return await runner.RunAsync(script);
    }

    private static async Task<ExitCode> RunOnTerminalAsync(CommandContext context, ShellSession session, bool teaches)
    {
        var history = new HistoryFile(HistoryFile.DefaultPath(Environment.GetEnvironmentVariable));
        var editor = new LineEditor(
            ShellPrinter.Prompt, new LineHistory(history.Load()),
            (line, cursor) =>
            {
                (int start, IReadOnlyList<string> candidates) = ShellCompleter.Complete(
                    line, cursor, session.VariableNames);
                return new Completion(start, candidates);
            });
        if (!teaches)
            Write(context, "The socket API, by hand. help() lists the calls, exit or Ctrl-D leaves.");
        using var terminal = new LineTerminal(context.Console.Out, editor, takesControlC: true, echoes: false);
        var printer = new ShellPrinter(
            json: false, text => terminal.Show(WordWrap.Hang(text, DrawnScreen.Columns)));
        Tutorial? tutorial = teaches ? new Tutorial(session, printer.Say) : null;
        tutorial?.Begin();
        await new InteractiveRunner(session, printer, tutorial, terminal, history).RunAsync(context.Stop);
        return tutorial is { IsPassed: false } ? ExitCode.Failed : ExitCode.Done;
    }

    private static StreamReader Open(CommandContext context, string? file)
    {
        if (file is null or "-")
            return new StreamReader(context.Console.Input, Encoding.UTF8);

        context.Console.Attempt = $"read {file}";
        return new StreamReader(file, Encoding.UTF8);
    }

    private static void Write(CommandContext context, string text)
    {
        lock (context.Console.Out)
        {
            context.Console.Out.WriteLine(text);
            context.Console.Out.Flush();
        }
    }
}
