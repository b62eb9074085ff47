using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Rows;

internal sealed class GetUnverifiedRow : IRow
{
    private const string Option = "--no-verify";

    public string Name => "get-fast";

    public string Work => "`sockeye get --no-verify` of 1 GiB over SFP";

    public string How => """
        `sockeye get tcp://127.0.0.1:PORT/FILE -o OUT --no-verify`, 1 GiB by the wall time of the whole
        command, and the received rate of `iperf3 -c 127.0.0.1 -p PORT -t SECONDS -J`, which neither reads
        nor writes a file.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        await RequireOptionAsync(bench, cancel);
        SourceFile file = bench.Files.Of(SourceFiles.GiB);
        await using SockeyeServer server = await SockeyeServer.FilesAsync(bench, cancel);
        await using IperfServer iperf = await IperfServer.StartAsync(bench, cancel);

        string target = bench.Work.NewPath("fetched");
        var ours = new Fetch(file, target, Clients.SockeyeGet(bench, server.Url(file), target, Option));
        double[][] rates = await Turns.RunAsync(
            bench.Repetitions.Rounds,
            cancel,
            async stop => file.Length / await ours.SecondsAsync(stop),
            stop => iperf.ReceivedRateAsync(bench.Repetitions.LoadSeconds, stop));

        return [new(Work, "iperf3", Target.AtLeast(0.8), Figure.GigabytesPerSecond, new(rates[0]), new(rates[1]))];
    }

    private static async Task RequireOptionAsync(Bench bench, CancellationToken cancel)
    {
        var command = new CommandLine(bench.Programs.Sockeye, "get", "--help");
        (_, string help) = await TimedCommand.RunAsync(command, cancel);
        if (!help.Contains(Option, StringComparison.Ordinal))
            throw new BenchFailure($"no {Option}");
    }
}
