using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class AcceptRow : IRow
{
    private const int Connections = 64;

    public string Name => "accept";

    public string Work => $"HTTP, files of 1 KiB, a connection for each, {Connections} at once";

    public string How => $"""
        `wrk -t 1 -c {Connections} -d SECONDS -s files.lua -H "Connection: close"`: as http-small, but each request
        opens a connection and the answer ends it.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        IReadOnlyList<SourceFile> files = bench.Files.Many(count: 1_000, SourceFiles.KiB);
        await using SockeyeServer ours = await SockeyeServer.HttpAsync(bench, certificate: null, cancel);
        await using NginxServer nginx = await NginxServer.LoggingAsync(bench, certificate: null, cancel);
        await FetchCheck.RunAsync(bench, files[0], cancel, ours, nginx);
        double[][] rates = await Turns.RunAsync(
            bench.Repetitions.Rounds, cancel, stop => RateAsync(ours, stop), stop => RateAsync(nginx, stop));

        Sample[] samples = [.. rates.Select(rate => new Sample(rate))];
        return [new(Work, nginx.Name, Target.AtLeast(0.5), Figure.ConnectionsPerSecond, samples[0], samples[1])];

        Task<double> RateAsync(IFileServer server, CancellationToken stop) => Wrk.RateAsync(
            bench, server, files, Connections, bench.Repetitions.LoadSeconds, stop, "-H", "Connection: close");
    }
}
