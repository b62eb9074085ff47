using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class FtpSmallRow : IRow
{
    private const int FileCount = 10_000;
    private const int MaxRounds = 3; // each moves 40,000 files, some 20 s

    public string Name => "ftp-small";

    public string Work => "FTP, 10,000 files of 4 KiB to curl (RETR)";

    public string How => """
        `curl -K LIST`, one control connection and for each file a data connection, by the wall time of the command, with
        `sockeye serve ftp@tcp://127.0.0.1:0 --writable` and with vsftpd. SHA-256 of two files compared before,
        lengths of all.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        IReadOnlyList<SourceFile> files = bench.Files.Many(FileCount, 4 * SourceFiles.KiB);
        await using SockeyeServer ours = await SockeyeServer.FtpAsync(bench, cancel);
        await using VsftpdServer vsftpd = await VsftpdServer.StartAsync(bench, cancel);
        await FetchCheck.RunAsync(bench, files[0], cancel, ours, vsftpd);
        await FetchCheck.RunAsync(bench, files[^1], cancel, ours, vsftpd);

        double[][] seconds = await Turns.RunAsync(
            Math.Min(MaxRounds, bench.Repetitions.Rounds),
            cancel,
            stop => CurlList.DownloadAsync(bench, ours, files, stop),
            stop => CurlList.DownloadAsync(bench, vsftpd, files, stop),
            stop => CurlList.UploadAsync(bench, ours, files, stop),
            stop => CurlList.UploadAsync(bench, vsftpd, files, stop));

        Sample[] rates = [.. seconds.Select(taken => new Sample(taken.Select(t => FileCount / t)))];
        return
        [
            new(Work, vsftpd.Name, Target.AtLeast(1), Figure.FilesPerSecond, rates[0], rates[1]),
            new("…from curl (STOR)", vsftpd.Name, Target.AtLeast(1), Figure.FilesPerSecond, rates[2], rates[3]),
        ];
    }
}
