using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Plots;

internal sealed class FileSizePlot : IPlot
{
    private static readonly long[] Lengths =
        [.. Enumerable.Range(0, 10).Select(power => 4 * SourceFiles.KiB << (2 * power))]; // 4 KiB, 16 KiB … 1 GiB

    public string Name => "plot-size";

    public string Caption => """
        Throughput against file size: `sockeye get` from `sockeye serve` and curl from nginx, to a file on
        tmpfs, by the wall time of the whole command. On the left it is the start of the process that is
        seen.
        """;

    public async Task<SvgPlot> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        await using SockeyeServer server = await SockeyeServer.FilesAsync(bench, cancel);
        await using NginxServer nginx = await NginxServer.StartAsync(bench, cancel);
        string target = bench.Work.NewPath("fetched");

        var ours = new List<(double X, double Y)>();
        var theirs = new List<(double X, double Y)>();
        foreach (long length in Lengths)
        {
            SourceFile file = bench.Files.Of(length);
            double[][] seconds = await Turns.RunAsync(
                bench.Repetitions.PlotRounds,
                cancel,
                new Fetch(file, target, Clients.SockeyeGet(bench, server.Url(file), target)).SecondsAsync,
                new Fetch(file, target, Clients.Curl(nginx.Url(file), target)).SecondsAsync);
            ours.Add((length, length / new Sample(seconds[0]).Median));
            theirs.Add((length, length / new Sample(seconds[1]).Median));
        }

        return new SvgPlot(
            "Fetching one file",
            "whole command, verified by sockeye, not by curl; medians",
            Axis.Logarithmic("file size", Lengths.Select(length => new Tick(length, ByteText.Binary(length)))),
            Axis.Decades("throughput", [.. ours.Concat(theirs).Select(point => point.Y)], ByteText.DecimalRate),
            [new Series("sockeye get", ours), new Series("nginx → curl", theirs)]);
    }
}
