using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class FtpSmallRow : IRow
{
    private const int FileCount = 10_000;
    private const int MaxRounds = 3; // each moves 40,000 files

    public string Name => "ftp-small";

    public string Work => "FTP, 10,000 files of 4 KiB to a client (RETR)";

    public string How => """
        `ftp_files 127.0.0.1 PORT get DIRECTORY 10000 4096` (and `put`): one control connection, and for each file a
        data connection, with `sockeye serve ftp@tcp://127.0.0.1:0 --writable` and with vsftpd. SHA-256 of two files
        compared before, lengths of all.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        IReadOnlyList<SourceFile> files = bench.Files.Many(FileCount, 4 * SourceFiles.KiB);
        await using SockeyeServer ours = await SockeyeServer.FtpAsync(bench, cancel);
        await using VsftpdServer vsftpd = await VsftpdServer.StartAsync(bench, cancel);
        await FetchCheck.RunAsync(bench, files[0], cancel, ours, vsftpd);
        await FetchCheck.RunAsync(bench, files[^1], cancel, ours, vsftpd);

        double[][] rates = await Turns.RunAsync(
            Math.Min(MaxRounds, bench.Repetitions.Rounds),
            cancel,
            stop => FtpClients.GetManyAsync(bench, ours, files, stop),
            stop => FtpClients.GetManyAsync(bench, vsftpd, files, stop),
            stop => FtpClients.PutManyAsync(bench, ours, files, stop),
            stop => FtpClients.PutManyAsync(bench, vsftpd, files, stop));

        Sample[] samples = [.. rates.Select(rate => new Sample(rate))];
        return
        [
            new(Work, vsftpd.Name, Target.AtLeast(1), Figure.FilesPerSecond, samples[0], samples[1]),
            new("…from it (STOR)", vsftpd.Name, Target.AtLeast(1), Figure.FilesPerSecond, samples[2], samples[3]),
        ];
    }
}
