using Sockeye.Probing.Ping;
using Sockeye.Probing.Route;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Route;

/// <summary>Everything as JSON: a line for each event, then for each hop, then a summary.</summary>
internal sealed class RouteJsonLines(CommandContext context, HopNames names, PingTarget target, bool isUdp) : IRouteView
{
    public void Start(string heading, RouteTracer tracer)
    {
        // the summary says it
    }

    public void On(RouteEvent happened) =>
        context.Console.Print(RouteEventResult.Of(happened), static _ => "");

    public Task StopAsync() => Task.CompletedTask;

    public async Task EndAsync(RouteTracer tracer)
    {
        IReadOnlyList<RouteHop> hops = tracer.Hops;
        await names.WaitAsync(hops.SelectMany(hop => hop.Addresses));
        foreach (RouteHop hop in hops)
            context.Console.Print(RouteHopResult.Of(hop, names), static _ => "");

        string outcome = tracer.End.ToString();
        context.Console.Print(
            new RouteSummaryResult(
                "summary", target.Host, ScopedAddress.TextOf(target.Address), isUdp ? "udp" : "icmp", hops.Count,
                char.ToLowerInvariant(outcome[0]) + outcome[1..]),
            static _ => "");
    }
}
