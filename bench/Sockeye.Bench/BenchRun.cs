using System.Diagnostics;
using System.Text.Json;
using Sockeye.Bench.Measuring;
using Sockeye.Bench.Plots;
using Sockeye.Bench.Report;
using Sockeye.Bench.Rows;
using Spectre.Console;

namespace Sockeye.Bench;

/// <summary>One run of some rows and plots, from the work directory to the report.</summary>
internal sealed class BenchRun(
    Programs programs, Repetitions repetitions, TimeSpan deadlineAfter, string resultsDirectory)
{
    /// <returns>The exit code: 1 if a row failed; a target that was missed is a result.</returns>
    public async Task<int> RunAsync(IReadOnlyList<IRow> rows, IReadOnlyList<IPlot> plots, CancellationToken stop)
    {
        await Task.Yield(); // a signal can only wait for us once our caller has our task
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(deadlineAfter);
        using var work = new WorkDirectory();
        var bench = new Bench(programs, work, new SourceFiles(work), repetitions);

        var results = new List<RowResult>();
        foreach (IRow row in rows)
            results.Add(await MeasureAsync(row, bench, deadline.Token));
        var pictures = new List<PlotResult>();
        foreach (IPlot plot in plots)
            pictures.Add(await DrawAsync(plot, bench, deadline.Token));
        stop.ThrowIfCancellationRequested();

        AnsiConsole.Write(TerminalTable.Of(results));
        string path = await new ReportFiles(resultsDirectory).WriteAsync(results, pictures, repetitions, stop);
        AnsiConsole.MarkupLineInterpolated($"written to {path}");
        return results.Any(result => result.HasFailed) || pictures.Any(picture => picture.HasFailed) ? 1 : 0;
    }

    private static async Task<RowResult> MeasureAsync(IRow row, Bench bench, CancellationToken cancel)
    {
        IReadOnlyList<Outcome> outcomes = [];
        string? failure = await TryAsync(row.Name, async () =>
        {
            outcomes = await row.MeasureAsync(bench, cancel);
            return TerminalTable.Summary(outcomes);
        });
        return new RowResult(row, outcomes, failure);
    }

    private static async Task<PlotResult> DrawAsync(IPlot plot, Bench bench, CancellationToken cancel)
    {
        string? svg = null;
        string? failure = await TryAsync(plot.Name, async () =>
        {
            svg = (await plot.MeasureAsync(bench, cancel)).Write();
            return "drawn";
        });
        return new PlotResult(plot, svg, failure);
    }

    /// <returns>Why it failed; null if it did not.</returns>
    private static async Task<string?> TryAsync(string name, Func<Task<string>> measure)
    {
        AnsiConsole.Markup($"[bold]{name,-12}[/] ");
        long start = Stopwatch.GetTimestamp();
        string? failure = null;
        string summary = "";
        try
        {
            summary = await measure();
        }
        catch (Exception e) when (e is BenchFailure or IOException or JsonException or InvalidOperationException)
        {
            failure = e.Message;
        }
        catch (OperationCanceledException)
        {
            failure = "stopped, or the time of the whole run was over";
        }

        string said = failure is null ? summary : $"[red]failed[/]: {Markup.Escape(failure)}";
        AnsiConsole.MarkupLine($"{said} [grey]({Stopwatch.GetElapsedTime(start).TotalSeconds:0} s)[/]");
        return failure;
    }
}
