using System.Globalization;
using Sockeye.Protocols.Icmp;
using Sockeye.Services.Ping;
using Spectre.Console;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>Several hosts as a table, a row each.</summary>
internal static class PingTable
{
    public static void Write(CommandContext context, IEnumerable<PingTarget> targets)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(context.Out),
            Ansi = context.OutputIsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumns("host", "address")
            .AddColumn(new TableColumn("sent").RightAligned())
            .AddColumn(new TableColumn("received").RightAligned())
            .AddColumn(new TableColumn("loss %").RightAligned())
            .AddColumn(new TableColumn("min ms").RightAligned())
            .AddColumn(new TableColumn("avg ms").RightAligned())
            .AddColumn(new TableColumn("max ms").RightAligned())
            .AddColumn(new TableColumn("p95 ms").RightAligned());
        foreach (PingTarget target in targets)
            table.AddRow([.. CellsOf(target).Select(cell => Markup.Escape(cell))]);
        console.Write(table);
        context.Out.Flush();
    }

    private static string[] CellsOf(PingTarget target)
    {
        PingStatistics counted = target.Statistics;
        PingTimes? times = counted.SummarizeTimes();
        return
        [
            target.Host, target.Address.ToString(),
            counted.Transmitted.ToString(CultureInfo.InvariantCulture),
            counted.Received.ToString(CultureInfo.InvariantCulture),
            PingText.Percent(counted.LossPercent),
            Cell(times?.Least), Cell(times?.Mean), Cell(times?.Most), Cell(times?.P95),
        ];
    }

    private static string Cell(TimeSpan? time) => time is { } known ? PingText.Ms(known) : "-";
}
