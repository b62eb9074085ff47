using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Plots;

internal sealed class FetchClientsPlot : IPlot
{
    private const int FetchesInAll = 200; // by all clients together: 1.6 GiB at each point
    private static readonly int[] ClientCounts = [1, 2, 5, 10, 20, 50, 100, 200];

    public string Name => "plot-fetch";

    public string Caption => """
        Throughput against number of clients: `drain --clients N`, 200 fetches of 8 MiB in all, from
        `sockeye serve files` and from nginx.
        """;

    public async Task<SvgPlot> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        SourceFile file = bench.Files.Of(8 * SourceFiles.MiB);
        await using SockeyeServer server = await SockeyeServer.FilesAsync(bench, cancel);
        await using NginxServer nginx = await NginxServer.StartAsync(bench, cancel);

        var ours = new List<(double X, double Y)>();
        var theirs = new List<(double X, double Y)>();
        foreach (int clients in ClientCounts)
        {
            SourceFile[] files = [.. Enumerable.Repeat(file, FetchesInAll / clients)];
            DrainResult[][] turns = await Turns.RunAsync(
                bench.Repetitions.PlotRounds,
                cancel,
                stop => Drain.RunAsync(bench, DrainRequests.Sfp(bench, server, files), clients, stop),
                stop => Drain.RunAsync(bench, DrainRequests.Http(bench, nginx, files), clients, stop));
            ours.Add((clients, new Sample(turns[0].Select(t => t.BytesPerSecond)).Median));
            theirs.Add((clients, new Sample(turns[1].Select(t => t.BytesPerSecond)).Median));
        }

        return new SvgPlot(
            "Serving files of 8 MiB",
            "all clients together, the same discarding reader; medians",
            Axis.Logarithmic("clients at once", ClientCounts.Select(count => new Tick(count, $"{count}"))),
            Axis.FromZero("throughput", [.. ours.Concat(theirs).Select(point => point.Y)], ByteText.DecimalRate),
            [new Series("sockeye", ours), new Series("nginx", theirs)]);
    }
}
