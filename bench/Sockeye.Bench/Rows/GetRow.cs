using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class GetRow : IRow
{
    public string Name => "get";

    public string Work => "`sockeye get` of 1 GiB over SFP, verified";

    public string How => """
        `sockeye get tcp://127.0.0.1:PORT/FILE -o OUT` from `sockeye serve files@tcp://127.0.0.1:0`, and
        `curl -s -S -f -o OUT http://127.0.0.1:PORT/FILE` from nginx; both write to tmpfs. Wall time of the
        whole command. SHA-256 compared in the warm-up, lengths afterwards. The server
        has summed the file in the warm-up, and remembers that; each command sums what it has received.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        SourceFile small = bench.Files.Of(4 * SourceFiles.KiB);
        SourceFile file = bench.Files.Of(SourceFiles.GiB);
        await using SockeyeServer server = await SockeyeServer.FilesAsync(bench, cancel);
        await using NginxServer nginx = await NginxServer.StartAsync(bench, cancel);

        string target = bench.Work.NewPath("fetched");
        double[][] seconds = await Turns.RunAsync(
            bench.Repetitions.Rounds, cancel, Ours(file).SecondsAsync, Theirs(file).SecondsAsync);
        (Sample ours, Sample theirs) = (new(seconds[0]), new(seconds[1]));
        string note = await StartNote.MeasureAsync(bench, ours, theirs, Ours(small), Theirs(small), cancel);
        return [new(Work, "nginx → curl", Target.AtLeast(3.5), Figure.Seconds, ours, theirs) { Note = note }];

        Fetch Ours(SourceFile source) => new(source, target, Clients.SockeyeGet(bench, server.Url(source), target));

        Fetch Theirs(SourceFile source) => new(source, target, Clients.Curl(nginx.Url(source), target));
    }
}
