using System.Globalization;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>Several hosts as a table, a line each, so that it can be read by a script as well.</summary>
internal static class PingTable
{
    private static readonly string[] Heads =
        ["host", "address", "sent", "received", "loss %", "min ms", "avg ms", "max ms", "p95 ms"];

    private const int TextColumns = 2; // to the left; the numbers to the right

    public static string Of(IEnumerable<PingTarget> targets)
    {
        string[][] rows = [Heads, .. targets.Select(CellsOf)];
        int[] widths = [.. Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length))];
        return string.Join('\n', rows.Select(row => LineOf(row, widths)));
    }

    private static string LineOf(string[] row, int[] widths) => string.Join("  ", row.Select((cell, column) =>
        column < TextColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));

    private static string[] CellsOf(PingTarget target)
    {
        PingStatistics counted = target.Statistics;
        PingTimes? times = counted.SummarizeTimes();
        return
        [
            target.Host, ScopedAddress.TextOf(target.Address),
            counted.Transmitted.ToString(CultureInfo.InvariantCulture),
            counted.Received.ToString(CultureInfo.InvariantCulture),
            PingText.Percent(counted.LossPercent),
            Cell(times?.Least), Cell(times?.Mean), Cell(times?.Most), Cell(times?.P95),
        ];
    }

    private static string Cell(TimeSpan? time) => time is { } known ? PingText.Ms(known) : "-";
}
