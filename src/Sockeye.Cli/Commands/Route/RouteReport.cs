using Sockeye.Cli.Console;
using Sockeye.Probing.Route;

namespace Sockeye.Cli.Commands.Route;

/// <summary>The table of the hops, once all is over.</summary>
internal sealed class RouteReport(CommandContext context, HopNames names) : IRouteView
{
    public void Start(string heading, RouteTracer tracer) => context.Console.Out.WriteLine(heading);

    public void On(RouteEvent happened)
    {
        if (happened.From is { } from)
            _ = names.NameOf(from); // is looked up from now on
    }

    public Task StopAsync() => Task.CompletedTask;

    public async Task EndAsync(RouteTracer tracer)
    {
        IReadOnlyList<RouteHop> hops = tracer.Hops;
        await names.WaitAsync(hops.SelectMany(hop => hop.Addresses));
        int? columns = context.Console.OutputIsTerminal ? DrawnScreen.Columns : null;
        context.Console.Out.WriteLine(string.Join('\n', RouteTable.Of(hops, names, columns)));
        context.Console.Out.Flush();
    }
}
