using System.Net;
using Sockeye.Probing.Probes;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands.Probe;

/// <summary>
/// Tries endpoints, several at once, each with all of its addresses; the results come in the order asked for.
/// </summary>
internal sealed class ProbeRound(CommandContext context, IReadOnlyList<Endpoint> endpoints, TimeSpan? timeout)
{
    private const int AtOnce = 64; // our choice: a range of ports in a few turns
    private const int OpenFilesEach = 2; // most names have one address, or one of each family

    public async IAsyncEnumerable<ProbedEndpoint> RunAsync()
    {
        await new EndpointProbe(CommandTimeouts.Answer, context.Time).PrepareAsync(context.Stop);
        int atOnce = Math.Clamp(OpenFiles.OfThisProcess().Fit(OpenFilesEach, OpenFiles.ClientHeadroom), 1, AtOnce);
        var running = new Queue<Task<ProbedEndpoint>>();
        foreach (Endpoint endpoint in endpoints)
        {
            running.Enqueue(ProbeAsync(endpoint));
            if (running.Count == atOnce)
                yield return await running.Dequeue();
        }

        while (running.TryDequeue(out Task<ProbedEndpoint>? next))
            yield return await next;
    }

    private async Task<ProbedEndpoint> ProbeAsync(Endpoint endpoint)
    {
        TimeSpan limit = timeout ?? (endpoint.IsDatagram ? CommandTimeouts.DatagramAnswer : CommandTimeouts.Answer);
        var probe = new EndpointProbe(limit, context.Time, context.Network.Calls);
        long start = context.Time.GetTimestamp();
        try
        {
            IReadOnlyList<EndPoint> addresses = await probe.ResolveAsync(endpoint, context.Stop);
            TimeSpan resolving = context.Time.GetElapsedTime(start);
            ProbeOutcome[] outcomes = await Task.WhenAll(
                addresses.Select(address => probe.TryAsync(endpoint, address, context.Stop)));
            return new ProbedEndpoint(endpoint, resolving, outcomes);
        }
        catch (SocketCallException e)
        {
            return new ProbedEndpoint(endpoint, context.Time.GetElapsedTime(start), [], e);
        }
    }
}
