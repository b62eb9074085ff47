using System.Globalization;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Sockeye.Probing.Ping;
using Sockeye.Probing.Route;

namespace Sockeye.Cli.Commands.Route;

/// <summary>
/// The lines of traceroute(8), which people, scripts and parsers know: a hop each, as soon as all of its probes and
/// those before it have their end.
/// </summary>
internal sealed class RouteLines(CommandContext context, HopNames names, int rounds) : IRouteView
{
    private readonly Channel<RouteEvent> _events = Channel.CreateUnbounded<RouteEvent>(); // rounds × hops at most
    private readonly SortedDictionary<int, List<RouteEvent>> _hops = [];
    private Task _printing = Task.CompletedTask;
    private int _printed;

    public void Start(string heading, RouteTracer tracer)
    {
        Print(heading);
        _printing = Task.Run(() => PrintAsync(tracer));
    }

    public void On(RouteEvent happened)
    {
        if (happened.From is { } from)
            _ = names.NameOf(from); // is looked up from now on
        if (!happened.IsLate)
            _events.Writer.TryWrite(happened);
    }

    public Task StopAsync()
    {
        _events.Writer.Complete();
        return _printing;
    }

    public async Task EndAsync(RouteTracer tracer)
    {
        foreach (RouteHop hop in tracer.Hops.Skip(_printed))
            await PrintAsync(hop);
    }

    private async Task PrintAsync(RouteTracer tracer)
    {
        await foreach (RouteEvent happened in _events.Reader.ReadAllAsync())
        {
            Keep(happened);
            await PrintWholeAsync(tracer);
        }
    }

    private void Keep(RouteEvent happened)
    {
        if (!_hops.TryGetValue(happened.Hop, out List<RouteEvent>? probes))
            _hops[happened.Hop] = probes = [];
        probes.Add(happened);
    }

    private async Task PrintWholeAsync(RouteTracer tracer)
    {
        foreach (RouteHop hop in tracer.Hops.Skip(_printed))
        {
            if (!_hops.TryGetValue(hop.Number, out List<RouteEvent>? probes) || probes.Count < rounds)
                return;
            await PrintAsync(hop);
        }
    }

    private async Task PrintAsync(RouteHop hop)
    {
        await names.WaitAsync(hop.Addresses);
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{hop.Number,2} ");
        IPAddress? previous = null;
        foreach (RouteEvent probe in ProbesOf(hop).OrderBy(probe => probe.Round))
        {
            Append(line, probe, previous);
            previous = probe.From ?? previous;
        }

        Print(line.ToString());
        _printed++;
    }

    private List<RouteEvent> ProbesOf(RouteHop hop) => _hops.GetValueOrDefault(hop.Number, []);

    private void Append(StringBuilder line, RouteEvent probe, IPAddress? previous)
    {
        if (probe.From is not { } from)
        {
            line.Append(" *");
            return;
        }

        if (!from.Equals(previous))
            line.Append(' ').Append(TextOf(from));
        line.Append(CultureInfo.InvariantCulture, $"  {PingText.Ms(probe.RoundTrip)} ms");
        if (probe.Cause is { } cause)
            line.Append(' ').Append(cause.Mark);
    }

    // As traceroute(8): an address without a name is its own.
    private string TextOf(IPAddress address)
    {
        string text = names.TextOf(address);
        return names.AreWanted && !text.EndsWith(')') ? $"{text} ({text})" : text;
    }

    private void Print(string line)
    {
        lock (context.Console.Out)
        {
            context.Console.Out.WriteLine(line);
            context.Console.Out.Flush();
        }
    }
}
