using System.Net;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Probing.Route;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Route;

/// <summary>
/// What became of the probes to a hop. Times are in milliseconds, and not there when nothing came in time.
/// </summary>
/// <param name="Event"><c>statistics</c>.</param>
/// <param name="Hop">Which; the first router is 1.</param>
/// <param name="Addresses">Who answered, with their names.</param>
/// <param name="Sent">Probes sent.</param>
/// <param name="Received">Probes answered in time.</param>
/// <param name="Pending">Probes that had no end yet at Ctrl-C.</param>
/// <param name="LossPercent">Of the probes that have an end.</param>
/// <param name="Last">The last time.</param>
/// <param name="Avg">The average.</param>
/// <param name="Best">The shortest.</param>
/// <param name="Worst">The longest.</param>
/// <param name="Stdev">The standard deviation.</param>
/// <param name="Mark">Of an error that ends the way: the mark of traceroute(8).</param>
/// <param name="Reason">The same in words.</param>
internal sealed record RouteHopResult(
    string Event, int Hop, IReadOnlyList<RouteHopAddress> Addresses, long Sent, long Received, long Pending,
    double LossPercent, double? Last, double? Avg, double? Best, double? Worst, double? Stdev, string? Mark,
    string? Reason) : IJsonLine<RouteHopResult>
{
    public static JsonTypeInfo<RouteHopResult> JsonType => RouteJson.Lines.RouteHopResult;

    public static RouteHopResult Of(RouteHop hop, HopNames names)
    {
        RoundTripTimes? times = hop.Times.Count == 0 ? null : hop.Times;
        return new RouteHopResult(
            "statistics", hop.Number, [.. hop.Addresses.Select(address => AddressOf(address, names))],
            hop.Sent, hop.Received, hop.Pending, hop.LossPercent, times?.Last.TotalMilliseconds,
            times?.Mean.TotalMilliseconds, times?.Least.TotalMilliseconds, times?.Most.TotalMilliseconds,
            times?.Deviation.TotalMilliseconds, hop.Cause?.Mark, hop.Cause?.ToString());
    }

    private static RouteHopAddress AddressOf(IPAddress address, HopNames names) =>
        new(ScopedAddress.TextOf(address), names.NameOf(address));
}

/// <summary>Somebody who answered.</summary>
/// <param name="Address">Their address.</param>
/// <param name="Name">Its name; not there when it has none, or nobody was asked.</param>
internal sealed record RouteHopAddress(string Address, string? Name);
