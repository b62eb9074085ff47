using System.Globalization;
using System.Net;
using Sockeye.Probing.Ping;
using Sockeye.Probing.Route;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Cli.Commands.Route;

/// <summary>The hops as a table, a line each, and one more for each further address of a hop.</summary>
internal static class RouteTable
{
    private static readonly string[] Heads =
        ["hop", "host", "loss %", "sent", "last ms", "avg ms", "best ms", "worst ms", "stdev"];

    private const int HostColumn = 1;
    private const int LeastHostColumns = 15; // an IPv4 address
    private const string Between = "  ";

    /// <param name="hops">Which.</param>
    /// <param name="names">What they are called.</param>
    /// <param name="columns">How wide it may be: hosts are cut, then lines. Null for as wide as it is.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<RouteHop> hops, HopNames names, int? columns = null)
    {
        string[][] rows = [Heads, .. hops.SelectMany(hop => RowsOf(hop, names))];
        int[] widths = [.. Enumerable.Range(0, Heads.Length).Select(at => rows.Max(row => row[at].Length))];
        if (columns is { } most)
        {
            int others = widths.Sum() - widths[HostColumn] + (Between.Length * (widths.Length - 1));
            widths[HostColumn] = Math.Min(Math.Max(most - others, LeastHostColumns), widths[HostColumn]);
        }

        return [.. rows.Select(row => Cut(LineOf(row, widths).TrimEnd(), columns ?? int.MaxValue))];
    }

    private static string LineOf(string[] row, int[] widths) => string.Join(Between, row.Select((cell, at) =>
        at == HostColumn ? Cut(cell, widths[at]).PadRight(widths[at]) : cell.PadLeft(widths[at])));

    private static string Cut(string text, int columns) =>
        text.Length <= columns ? text : text[..Math.Max(columns - 1, 0)] + '…';

    private static IEnumerable<string[]> RowsOf(RouteHop hop, HopNames names)
    {
        IReadOnlyList<IPAddress> addresses = hop.Addresses;
        RoundTripTimes? times = hop.Times.Count == 0 ? null : hop.Times;
        string host = addresses.Count == 0 ? "*" : names.TextOf(addresses[0]);
        yield return
        [
            Number(hop.Number), hop.Cause is { } cause ? $"{host} {cause.Mark}" : host,
            PingText.Percent(hop.LossPercent), Number(hop.Sent),
            Cell(times?.Last), Cell(times?.Mean), Cell(times?.Least), Cell(times?.Most), Cell(times?.Deviation),
        ];
        foreach (IPAddress other in addresses.Skip(1))
            yield return ["", names.TextOf(other), "", "", "", "", "", "", ""];
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Cell(TimeSpan? time) => time is { } known ? PingText.Ms(known) : "-";
}
