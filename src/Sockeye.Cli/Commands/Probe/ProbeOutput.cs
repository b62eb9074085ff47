using System.Net;
using System.Net.Sockets;
using Sockeye.Probing.Probes;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Probe;

/// <summary>
/// Shows what came of endpoints: a line for each address, and the steps that led there when asked for.
/// </summary>
internal sealed class ProbeOutput(CommandContext context, bool withSteps, bool isQuiet)
{
    public void Show(ProbedEndpoint probed)
    {
        if (isQuiet)
            return;
        if (probed.Unresolved is { } unresolved)
        {
            context.Console.Print(ProbeResult.Of(probed, unresolved), static shown => shown.ToText());
            return;
        }

        if (withSteps && !context.Console.Json && !probed.Endpoint.IsUnix)
            Step($"host resolved: {probed.Endpoint.Host} is {string.Join(", ", probed.Outcomes.Select(Address))}");
        foreach (ProbeOutcome outcome in probed.Outcomes)
            Show(probed, outcome);
    }

    private void Show(ProbedEndpoint probed, ProbeOutcome outcome)
    {
        if (withSteps && !context.Console.Json)
        {
            Step($"socket created: {FamilyOf(outcome.Address)} {(probed.Endpoint.IsDatagram ? "DGRAM" : "STREAM")}");
            Step(outcome.State == ProbeState.Failed
                ? $"cannot connect to {AddressAndPort(outcome)}: {outcome.Reason}"
                : $"connected to {AddressAndPort(outcome)}");
        }

        context.Console.Print(ProbeResult.Of(probed, outcome), static shown => shown.ToText());
    }

    private void Step(string text)
    {
        lock (context.Console.Out)
            context.Console.Out.WriteLine(text);
    }

    private static string Address(ProbeOutcome outcome) =>
        outcome.Address is IPEndPoint ip ? ip.Address.ToString() : AddressAndPort(outcome);

    private static string AddressAndPort(ProbeOutcome outcome) => PeerAddress.TextOf(outcome.Address);

    private static string FamilyOf(EndPoint address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => "INET",
        AddressFamily.InterNetworkV6 => "INET6",
        _ => "UNIX",
    };
}
