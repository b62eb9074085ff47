using Sockeye.Cli.Ending;
using Sockeye.Probing.Probes;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands.Probe;

/// <summary>What came of an endpoint.</summary>
/// <param name="Endpoint">Which.</param>
/// <param name="Resolving">How long its name took.</param>
/// <param name="Outcomes">One for each of its addresses; none when its name is not known.</param>
/// <param name="Unresolved">Why it has no address; null when it has.</param>
internal sealed record ProbedEndpoint(
    Endpoint Endpoint, TimeSpan Resolving, IReadOnlyList<ProbeOutcome> Outcomes, SocketCallException? Unresolved = null)
{
    /// <summary>The exit code that the endpoint asks for; of several failures the first.</summary>
    public ExitCode Code
    {
        get
        {
            if (Unresolved is not null)
                return CommandRunner.CodeOf(Unresolved);

            ExitCode[] codes = [.. Outcomes.Select(CodeOf)];
            return codes.Contains(ExitCode.Done) ? ExitCode.Done : codes[0];
        }
    }

    private static ExitCode CodeOf(ProbeOutcome outcome) => ErrnoNames.Of(outcome.Errno) switch
    {
        _ when outcome.Tls?.Failure is not null => ExitCode.PeerFailed,
        _ when outcome.Errno == 0 => ExitCode.Done,
        "ETIMEDOUT" => ExitCode.TimedOut,
        "ECONNREFUSED" or "ECONNRESET" or "ECONNABORTED" => ExitCode.PeerFailed,
        _ => ExitCode.Failed,
    };
}
