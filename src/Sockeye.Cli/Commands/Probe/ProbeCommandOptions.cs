using System.CommandLine;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Commands.Probe;

/// <summary>The options of <c>probe</c>.</summary>
internal sealed class ProbeCommandOptions
{
    private readonly Option<TimeSpan?> _timeout = CommonOptions.Duration(
        "--timeout", "How long to wait for each connection, and each handshake. Default 10s, for udp 2s.");

    private readonly Option<TimeSpan?> _wait = CommonOptions.Duration(
        "--wait", "Try again until all accept, at most for this long.");

    private readonly Option<TimeSpan?> _waitClosed = CommonOptions.Duration(
        "--wait-closed", "Try again until none accepts any more, at most for this long; then the exit code is 0.");

    private readonly Option<bool> _steps = new("--steps")
    {
        Description = "Show each step: the name resolved, the socket created, the address connected to.",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Print no results: the exit code tells. Errors are still said.",
    };

    public ProbeCommandOptions(Command command)
    {
        Option[] all = [_timeout, _wait, _waitClosed, _steps, _quiet];
        Array.ForEach(all, command.Options.Add);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_wait) is not null && result.GetResult(_waitClosed) is not null)
                result.AddError("--wait and --wait-closed exclude each other");
        });
    }

    /// <summary>Tries endpoints as the options say.</summary>
    public Task<ExitCode> ProbeAsync(CommandContext context, ParseResult parsed, ProbeLine line)
    {
        var round = new ProbeRound(context, line.Endpoints, parsed.GetValue(_timeout));
        var output = new ProbeOutput(
            context, withSteps: parsed.GetValue(_steps), isQuiet: parsed.GetValue(_quiet));
        TimeSpan? answerLimit = parsed.GetValue(_wait) ?? parsed.GetValue(_waitClosed);
        return answerLimit is { } limit
            ? new ProbeWait(context, round, output, limit).RunAsync(untilOpen: parsed.GetValue(_wait) is not null)
            : ProbeOnceAsync(round, output);
    }

    private static async Task<ExitCode> ProbeOnceAsync(ProbeRound round, ProbeOutput output)
    {
        ExitCode code = ExitCode.Done;
        await foreach (ProbedEndpoint probed in round.RunAsync())
        {
            output.Show(probed);
            code = code == ExitCode.Done ? probed.Code : code;
        }

        return code;
    }
}
