using Sockeye.Bench.Measuring;
using Sockeye.Bench.Plots;

namespace Sockeye.Bench.Report;

/// <summary>RESULTS.md and the plots beside it.</summary>
internal sealed class ReportFiles(string directory)
{
    private const string PlotDirectory = "plots";

    /// <returns>The path of the report.</returns>
    public async Task<string> WriteAsync(
        IReadOnlyList<RowResult> rows,
        IReadOnlyList<PlotResult> plots,
        Repetitions repetitions,
        CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.Combine(directory, PlotDirectory));
        foreach (PlotResult plot in plots.Where(plot => !plot.HasFailed))
            await File.WriteAllTextAsync(Path.Combine(directory, LinkOf(plot)), plot.Svg, cancel);

        string path = Path.Combine(directory, "RESULTS.md");
        string machine = await Machine.DescribeAsync(cancel);
        string report = MarkdownReport.Write(machine, repetitions, rows, plots, LinkOf);
        await File.WriteAllTextAsync(path, report, cancel);
        await File.WriteAllTextAsync(
            Path.Combine(directory, PlotDirectory, BestRows.FileName), BestRows.Draw(report), cancel);
        return path;
    }

    private static string LinkOf(PlotResult plot) => $"{PlotDirectory}/{plot.Plot.Name}.svg";
}
