using System.CommandLine;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Commands;

/// <summary>Joins a parsed command line with the code that does the work.</summary>
internal static class CommandBinding
{
    /// <summary>
    /// Runs <paramref name="run"/> with a context made for the parsed line; errors become exit codes.
    /// </summary>
    public static void Bind(
        this Command command, ICommandHost host, Func<ParseResult, CommandContext, Task<ExitCode>> run) =>
        command.SetAction(async (parsed, _) =>
        {
            CommandContext context = host.CreateContext(
                json: parsed.GetValue(CommonOptions.Json), verbose: parsed.GetValue(CommonOptions.Verbose));
            context.Attempt = command.Name;
            ExitCode code = await CommandRunner.RunAsync(
                context, () => TracedRun.RunAsync(TraceOptions.Read(parsed), context, () => run(parsed, context)));
            return (int)CommandRunner.End(context, code);
        });
}
