using System.Globalization;

namespace Sockeye.Bench.Measuring;

/// <summary>
/// What whole commands take for a file so small that only their start is left, so that the transfer alone can be told.
/// </summary>
internal static class StartNote
{
    public static async Task<string> MeasureAsync(
        Bench bench, Sample ours, Sample theirs, Fetch ourSmall, Fetch theirSmall, CancellationToken cancel)
    {
        double[][] seconds = await Turns.RunAsync(
            bench.Repetitions.Rounds, cancel, ourSmall.SecondsAsync, theirSmall.SecondsAsync);
        (double ourStart, double theirStart) = (new Sample(seconds[0]).Median, new Sample(seconds[1]).Median);
        (double our, double their) = (ours.Median - ourStart, theirs.Median - theirStart);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The same commands for 4 KiB took {ourStart:0.000} s (ours) and {theirStart:0.000} s; less that, the "
            + $"transfer alone took {our:0.00} s and {their:0.00} s: {their / our:0.00} ×.");
    }
}
