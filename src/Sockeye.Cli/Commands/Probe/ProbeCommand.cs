using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Cli.Ending;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Probe;

/// <summary>
/// <c>sockeye probe ENDPOINT…</c>: connect_ex as a tool. Tries endpoints and names what came of each.
/// </summary>
internal static class ProbeCommand
{
    private const int MaxWords = 1_000; // our choice: what a person writes; each may be a range of ports

    public static CommandDefinition Definition => new(
        "probe", "Try to connect, and name what came of it.", AddTo)
    {
        Group = CommandGroup.Probe,
        Details = "Every address of each endpoint is tried. The exit code is that of the first endpoint that no "
            + "address of accepted: 3 refused, 4 timed out, 1 anything else.",
        Examples =
        [
            "sockeye probe tcp://host:22,80,8000-8010",
            "sockeye probe tls://host:443",
            "sockeye probe tcp://db:5432 --wait 30s && echo up",
        ],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<Endpoint[]> endpoints = new("endpoint")
        {
            Description = "tcp://host:22, tcp://host:22,80,8000-8010, tls://host:443, udp://host:53, unix:/path, "
                + "unixgram:/path. Of tls the handshake and the certificate are shown, trusted or not. "
                + "A udp port that says nothing is 'open or filtered': nobody can tell which.",
            Arity = new ArgumentArity(1, MaxWords),
            CustomParser = ParseEndpoints,
        };
        Option<TimeSpan?> timeout = CommonOptions.Duration(
            "--timeout", "How long to wait for each connection, and each handshake. Default 10s, for udp 2s.");
        Option<TimeSpan?> wait = CommonOptions.Duration(
            "--wait", "Try again until all accept, at most for this long.");
        Option<TimeSpan?> waitClosed = CommonOptions.Duration(
            "--wait-closed", "Try again until none accepts any more, at most for this long; then the exit code is 0.");
        Option<bool> steps = new("--steps")
        {
            Description = "Show each step: the name resolved, the socket created, the address connected to.",
        };
        command.Arguments.Add(endpoints);
        command.Options.Add(timeout);
        command.Options.Add(wait);
        command.Options.Add(waitClosed);
        command.Options.Add(steps);
        command.Validators.Add(result =>
        {
            if (result.GetResult(wait) is not null && result.GetResult(waitClosed) is not null)
                result.AddError("--wait and --wait-closed exclude each other");
        });
        command.Bind(host, (parsed, context) =>
        {
            context.Console.Attempt = "probe";
            var round = new ProbeRound(context, parsed.GetRequiredValue(endpoints), parsed.GetValue(timeout));
            var output = new ProbeOutput(context, withSteps: parsed.GetValue(steps));
            TimeSpan? answerLimit = parsed.GetValue(wait) ?? parsed.GetValue(waitClosed);
            return answerLimit is { } limit
                ? new ProbeWait(context, round, output, limit).RunAsync(untilOpen: parsed.GetValue(wait) is not null)
                : ProbeOnceAsync(round, output);
        });
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

    private static Endpoint[] ParseEndpoints(ArgumentResult result)
    {
        var all = new List<Endpoint>();
        foreach (Token token in result.Tokens)
        {
            if (!EndpointList.TryParse(token.Value, out IReadOnlyList<Endpoint>? some, out string? error))
                result.AddError(error);
            else if (some[0].Scheme == EndpointScheme.Icmp)
                result.AddError($"{some[0]} has no port to connect to; 'sockeye ping' reaches hosts");
            else
                all.AddRange(some);
        }

        return [.. all];
    }
}
