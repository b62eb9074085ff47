using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class FtpLargeRow : IRow
{
    public string Name => "ftp-large";

    public string Work => "FTP, 1 GiB to curl (RETR)";

    public string How => """
        `curl -o /dev/null ftp://127.0.0.1:PORT/FILE` and `curl -T FILE ftp://127.0.0.1:PORT/uploads/`, by the wall time
        of the command, with `sockeye serve ftp@tcp://127.0.0.1:0 --writable` and with vsftpd. SHA-256 of what was
        served compared before, lengths of what was stored.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        SourceFile file = bench.Files.Of(SourceFiles.GiB);
        await using SockeyeServer ours = await SockeyeServer.FtpAsync(bench, cancel);
        await using VsftpdServer vsftpd = await VsftpdServer.StartAsync(bench, cancel);
        await FetchCheck.RunAsync(bench, file, cancel, ours, vsftpd);

        double[][] seconds = await Turns.RunAsync(
            bench.Repetitions.Rounds,
            cancel,
            stop => Clients.DiscardAsync(ours, file, stop),
            stop => Clients.DiscardAsync(vsftpd, file, stop),
            stop => FtpClients.UploadAsync(bench, ours, file, stop),
            stop => FtpClients.UploadAsync(bench, vsftpd, file, stop));

        Sample[] samples = [.. seconds.Select(taken => new Sample(taken))];
        return
        [
            new(Work, vsftpd.Name, Target.AtLeast(1), Figure.Seconds, samples[0], samples[1]),
            new("…from curl (STOR)", vsftpd.Name, Target.AtLeast(1), Figure.Seconds, samples[2], samples[3]),
        ];
    }
}
