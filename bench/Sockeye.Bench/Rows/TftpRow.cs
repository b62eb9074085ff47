using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class TftpRow : IRow
{
    private const int BlockBytes = 1428; // what fits an Ethernet frame
    private const int WindowBlocks = 64;

    public string Name => "tftp";

    public string Work => "TFTP, 100 MiB, blksize 1428, windowsize 64, ours to ours";

    public string How => """
        `sockeye get tftp://127.0.0.1:PORT/FILE -o OUT --blksize 1428 --windowsize 64` from `sockeye serve
        tftp@udp://127.0.0.1:0`, and `atftp --option 'blksize 1428' --option 'windowsize 64' -g -r FILE -l
        OUT 127.0.0.1 PORT` from atftpd. Wall time of the whole command.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        SourceFile small = bench.Files.Of(4 * SourceFiles.KiB);
        SourceFile file = bench.Files.Of(100 * SourceFiles.MiB);
        await using SockeyeServer server = await SockeyeServer.TftpAsync(bench, cancel);
        await using AtftpServer atftpd = await AtftpServer.StartAsync(bench, cancel);

        string target = bench.Work.NewPath("fetched");
        string[] options = ["--blksize", $"{BlockBytes}", "--windowsize", $"{WindowBlocks}"];
        double[][] seconds = await Turns.RunAsync(
            bench.Repetitions.Rounds, cancel, Ours(file).SecondsAsync, Theirs(file).SecondsAsync);
        (Sample ours, Sample theirs) = (new(seconds[0]), new(seconds[1]));
        string note = await StartNote.MeasureAsync(bench, ours, theirs, Ours(small), Theirs(small), cancel);
        return [new(Work, "atftpd → atftp", Target.AtLeast(5), Figure.Seconds, ours, theirs) { Note = note }];

        Fetch Ours(SourceFile source) =>
            new(source, target, Clients.SockeyeGet(bench, server.Url(source), target, options));

        Fetch Theirs(SourceFile source) =>
            new(source, target, Clients.Atftp(atftpd.Port, source, target, BlockBytes, WindowBlocks));
    }
}
