using System.Globalization;
using System.Text;
using Sockeye.Bench.Measuring;
using Sockeye.Bench.Plots;

namespace Sockeye.Bench.Report;

/// <summary>RESULTS.md.</summary>
internal static class MarkdownReport
{
    public static string Write(
        string machine,
        Repetitions repetitions,
        IReadOnlyList<RowResult> rows,
        IReadOnlyList<PlotResult> plots,
        Func<PlotResult, string> linkOf)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Results of `bench/run`

            {machine}

            Ours and theirs ran in turns, on the same files, over loopback, {repetitions.Rounds} rounds after one that
            warmed up. Figures are medians, least and most in parentheses. *Measured* is how many times better ours was;
            where the target is a ceiling (≤) it is how many times theirs ours was, or our figure itself.

            | work | against | target | measured | met? | ours | theirs |
            |---|---|---|---|---|---|---|

            """);
        foreach (RowResult row in rows)
            AppendLines(text, row);
        foreach (PlotResult plot in plots)
        {
            string picture = plot.HasFailed
                ? $"**failed**: {Cell(plot.Failure!)}"
                : $"![{plot.Plot.Name}]({linkOf(plot)})";
            text.AppendLine().AppendLine(picture).AppendLine().AppendLine(plot.Plot.Caption);
        }

        AppendHow(text, rows);
        return text.ToString();
    }

    private static void AppendLines(StringBuilder text, RowResult result)
    {
        if (result.HasFailed)
            text.AppendLine($"| {result.Row.Work} | | | | **failed** | {Cell(result.Failure!)} | |");
        foreach (Outcome o in result.Outcomes)
        {
            string met = o.IsMet ? "yes" : "no";
            string[] cells = [o.Work, o.Against, $"{o.Target}", $"**{o.MeasuredText}**", met, o.OursText, o.TheirsText];
            text.AppendLine($"| {string.Join(" | ", cells)} |");
        }
    }

    private static void AppendHow(StringBuilder text, IReadOnlyList<RowResult> results)
    {
        text.AppendLine().AppendLine("## How each row was measured").AppendLine();
        foreach (RowResult result in results)
        {
            IEnumerable<string> notes = result.Outcomes.Select(outcome => outcome.Note).OfType<string>();
            string how = string.Join(' ', [result.Row.How, .. notes]);
            text.AppendLine($"- **{result.Row.Name}** {how.ReplaceLineEndings(" ")}");
        }
    }

    // A reason may quote what a program printed, over several lines.
    private static string Cell(string reason) =>
        reason.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
