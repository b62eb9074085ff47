using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Cli.Tracing;

namespace Sockeye.Cli.Commands.Trace;

/// <summary><c>sockeye trace -- COMMAND…</c>: runs any program and shows its socket calls.</summary>
internal static class TraceCommand
{
    public static CommandDefinition Definition => new(
        "trace", "Run any program, and show its socket calls as a ladder.", AddTo)
    {
        Group = CommandGroup.See,
        Details = "Sockeye's own commands take --trace, and need no strace for it; --trace=FORMAT and the "
            + "options below go with both.",
        Examples =
        [
            "sockeye trace -- curl -s http://127.0.0.1:8080/",
            "sockeye trace --trace-file ladder.html -- ./program",
            "sockeye trace --only inet --socket 443 -- wget -q https://example.com/",
            "sockeye get --trace tcp://127.0.0.1:57/name",
        ],
        HasTrace = false, // the command itself is a trace
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<string[]> program = new("command")
        {
            Description = "The program and its arguments, after --. "
                + "Two that talk: -- sh -c 'SERVER & sleep 1; CLIENT'.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<TraceFormat?> format = TraceOptions.FormatOption("--format", "How to show them, default text: ");
        Option<int?> process = CommonOptions.Number(
            "--pid", "Attach to a running process instead, until it ends or Ctrl-C.", least: 1, most: int.MaxValue);
        command.Arguments.Add(program);
        command.Options.Add(format);
        command.Options.Add(process);
        TraceOptions.AddDetailsTo(command);
        command.Validators.Add(result => Validate(result, program, process));
        command.Bind(host, (parsed, context) =>
        {
            bool isJson = context.Console.Json && !TraceOptions.HasFile(parsed);
            TraceFormat? asked = parsed.GetValue(format) ?? (isJson ? TraceFormat.Json : null);
            TraceSettings settings = TraceOptions.Settings(parsed, asked);
            var target = new TraceTarget(parsed.GetValue(program) ?? [], parsed.GetValue(process));
            return new ProgramTrace(context, settings).RunAsync(target);
        });
    }

    private static void Validate(CommandResult result, Argument<string[]> program, Option<int?> process)
    {
        bool hasProgram = result.GetResult(program)?.Tokens.Count > 0;
        bool hasProcess = result.GetResult(process) is not null;
        if (hasProgram == hasProcess)
            result.AddError("what to trace? Write sockeye trace -- COMMAND, or sockeye trace --pid PID");
    }
}
