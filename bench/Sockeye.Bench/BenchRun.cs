using System.Diagnostics;
using Sockeye.Bench.Measuring;
using Sockeye.Bench.Report;
using Sockeye.Bench.Rows;
using Spectre.Console;

namespace Sockeye.Bench;

/// <summary>One run of some rows, from the work directory to the report.</summary>
internal sealed class BenchRun(Programs programs, Repetitions repetitions, string resultsDirectory)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(13); // a quarter of an hour less the building

    /// <returns>The exit code: 1 if a row failed; a target that was missed is a result.</returns>
    public async Task<int> RunAsync(IReadOnlyList<IRow> rows, CancellationToken stop)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 200; // a log has no edge
            AnsiConsole.Profile.Capabilities.Ansi = false;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Deadline);
        using var work = new WorkDirectory();
        var bench = new Bench(programs, work, new SourceFiles(work), repetitions);
        var results = new List<RowResult>();
        foreach (IRow row in rows)
        {
            long start = Stopwatch.GetTimestamp();
            AnsiConsole.Markup($"[bold]{row.Name,-12}[/] ");
            RowResult result = await MeasureAsync(row, bench, deadline.Token);
            if (stop.IsCancellationRequested)
                return 1;
            AnsiConsole.MarkupLine(TerminalTable.Summary(result, Stopwatch.GetElapsedTime(start)));
            results.Add(result);
        }

        AnsiConsole.Write(TerminalTable.Of(results));
        Directory.CreateDirectory(resultsDirectory);
        string report = Path.Combine(resultsDirectory, "RESULTS.md");
        await File.WriteAllTextAsync(report, await MarkdownReport.WriteAsync(results, repetitions, stop), stop);
        AnsiConsole.MarkupLineInterpolated($"written to {report}");
        return results.Any(result => result.HasFailed) ? 1 : 0;
    }

    private static async Task<RowResult> MeasureAsync(IRow row, Bench bench, CancellationToken cancel)
    {
        try
        {
            return new RowResult(row, await row.MeasureAsync(bench, cancel), null);
        }
        catch (BenchFailure e)
        {
            return new RowResult(row, [], e.Message);
        }
        catch (OperationCanceledException)
        {
            return new RowResult(row, [], "the time of the whole run was over");
        }
    }
}
