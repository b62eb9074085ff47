using Sockeye.Bench.Measuring;
using Spectre.Console;

namespace Sockeye.Bench.Report;

/// <summary>The results as they are shown in the terminal.</summary>
internal static class TerminalTable
{
    /// <summary>The measured figures in one line of markup, printed when a row is done.</summary>
    public static string Summary(IReadOnlyList<Outcome> outcomes) =>
        string.Join(", ", outcomes.Select(o => $"{Markup.Escape(o.MeasuredText)} {Verdict(o)}"));

    public static Table Of(IReadOnlyList<RowResult> results)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("row", "work", "against", "target", "measured", "met?", "ours", "theirs");
        foreach (RowResult result in results)
        {
            if (result.HasFailed)
                table.AddRow(Escaped(result.Row.Name, result.Row.Work, "", "", "", "failed", result.Failure!, ""));
            foreach (Outcome o in result.Outcomes)
            {
                string[] cells = Escaped(
                    result.Row.Name, o.Work, o.Against, $"{o.Target}", o.MeasuredText, "", o.OursText, o.TheirsText);
                cells[5] = Verdict(o);
                table.AddRow(cells);
            }
        }

        return table;
    }

    private static string Verdict(Outcome outcome) => outcome.IsMet ? "[green]yes[/]" : "[yellow]no[/]";

    private static string[] Escaped(params string[] cells) =>
        [.. cells.Select(cell => Markup.Escape(cell.Replace("`", "", StringComparison.Ordinal)))];
}
