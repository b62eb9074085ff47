using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class SmallFilesRow : IRow
{
    private const int FileCount = 10_000;

    public string Name => "small";

    public string Work => "10,000 files of 4 KiB over one connection";

    public string How => """
        `drain 127.0.0.1 PORT --clients 1 --request-file F --answer sfp` (or `http`): a request for each
        file, each sent when the answer before is complete, over one connection (keep-alive). SHA-256
        of three of them compared before, lengths of all.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        IReadOnlyList<SourceFile> files = bench.Files.Many(FileCount, 4 * SourceFiles.KiB);
        await using SockeyeServer ours = await SockeyeServer.FilesAsync(bench, cancel);
        await using NginxServer nginx = await NginxServer.StartAsync(bench, cancel);
        foreach (SourceFile file in (SourceFile[])[files[0], files[FileCount / 2], files[^1]])
            await FetchCheck.RunAsync(bench, ours, nginx, file, cancel);

        DrainResult[][] turns = await Turns.RunAsync(
            bench.Repetitions.Rounds,
            cancel,
            stop => Drain.RunAsync(bench, DrainRequests.Sfp(bench, ours, files), clients: 1, stop),
            stop => Drain.RunAsync(bench, DrainRequests.Http(bench, nginx, files), clients: 1, stop));

        Sample[] rates = [.. turns.Select(turn => new Sample(turn.Select(t => t.Requests / t.Seconds)))];
        return [new(Work, "nginx, keep-alive", Target.AtLeast(1), Figure.RequestsPerSecond, rates[0], rates[1])];
    }
}
