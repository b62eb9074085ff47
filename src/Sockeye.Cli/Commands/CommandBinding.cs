using System.CommandLine;
using Microsoft.Extensions.Logging;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Network;
using Sockeye.Cli.Tracing;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands;

/// <summary>Joins a parsed command line with the code that does the work.</summary>
internal static class CommandBinding
{
    /// <summary>
    /// Runs <paramref name="run"/> with a context made for the parsed line; errors become exit codes.
    /// </summary>
    public static void Bind(
        this Command command, ICommandHost host, Func<ParseResult, CommandContext, Task<ExitCode>> run) =>
        command.SetAction((parsed, _) => RunAsync(parsed, host, run, static console => console.Error));

    /// <summary>The same for servers, whose log waits for nothing: nobody who fails to read it holds them up.</summary>
    public static void BindServer(
        this Command command, ICommandHost host, Func<ParseResult, CommandContext, Task<ExitCode>> run) =>
        command.SetAction((parsed, _) => RunAsync(parsed, host, run, static console => console.ErrorLines()));

    private static async Task<int> RunAsync(
        ParseResult parsed, ICommandHost host, Func<ParseResult, CommandContext, Task<ExitCode>> run,
        Func<CommandConsole, TextWriter> logOutput)
    {
        CommandConsole console = host.OpenConsole(
            json: parsed.GetValue(CommonOptions.Json), verbose: parsed.GetValue(CommonOptions.Verbose));
        console.Attempt = parsed.CommandResult.Command.Name;
        ExitCode code = await CommandRunner.RunAsync(console, host.Signals, () => TracedRun.RunAsync(
            TraceOptions.Read(parsed), TraceOptions.CommandOf(parsed), console, host.Time,
            calls => run(parsed, ContextOf(host, console, logOutput(console), calls ?? host.Calls))));
        return (int)CommandRunner.End(console, code);
    }

    private static CommandContext ContextOf(
        ICommandHost host, CommandConsole console, TextWriter logOutput, ISocketCallSink? calls)
    {
        var logger = new TextLogger(logOutput, console.Verbose ? LogLevel.Debug : LogLevel.Information);
        return new CommandContext(
            console, new Surroundings(host.Time, host.Signals, logger, host.Metrics, host.OwnsProcess),
            new CommandNetwork(host.Time, logger, calls, new TrustPrompt(console)));
    }
}
