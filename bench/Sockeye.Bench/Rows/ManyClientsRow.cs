using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class ManyClientsRow : IRow
{
    private const int ClientCount = 200;

    public string Name => "clients200";

    public string Work => "200 clients × 8 MiB at once";

    public string How => """
        `drain 127.0.0.1 PORT --clients 200 --request-file F --answer sfp` (or `http`): 200 connections of
        one reader, each fetches the same 8 MiB. Rate of all together; slowest and fastest are a client's
        time from the common start.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        SourceFile file = bench.Files.Of(8 * SourceFiles.MiB);
        await using SockeyeServer ours = await SockeyeServer.FilesAsync(bench, cancel);
        await using NginxServer nginx = await NginxServer.StartAsync(bench, cancel);
        await FetchCheck.RunAsync(bench, ours, nginx, file, cancel);

        DrainResult[][] turns = await Turns.RunAsync(
            bench.Repetitions.Rounds,
            cancel,
            stop => Drain.RunAsync(bench, DrainRequests.Sfp(bench, ours, [file]), ClientCount, stop),
            stop => Drain.RunAsync(bench, DrainRequests.Http(bench, nginx, [file]), ClientCount, stop));

        Sample[] rates = [.. turns.Select(turn => new Sample(turn.Select(t => t.BytesPerSecond)))];
        Sample[] spans = [.. turns.Select(turn => new Sample(turn.Select(t => t.Slowest / t.Fastest)))];
        string nginxSpan = $"nginx: {Figure.Times.Write(spans[1])}";
        return
        [
            new(Work, "nginx", Target.AtLeast(1), Figure.GigabytesPerSecond, rates[0], rates[1]),
            new("…its slowest client", $"its fastest ({nginxSpan})", Target.AtMost(3), Figure.Times, spans[0], null),
        ];
    }
}
