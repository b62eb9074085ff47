using System.Text.Json;
using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Rows;

internal sealed class FtpLoginsRow : IRow
{
    private const int Logins = 300;

    public string Name => "ftp-logins";

    public string Work => $"FTP, {Logins} connections one after the other that log in and leave";

    public string How => $"""
        `ftp_logins 127.0.0.1 PORT {Logins}`: USER, PASS, QUIT, and the end of the stream, with `sockeye serve
        ftp@tcp://127.0.0.1:0` and with vsftpd, which makes two processes for each.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        await using SockeyeServer ours = await SockeyeServer.FtpAsync(bench, cancel);
        await using VsftpdServer vsftpd = await VsftpdServer.StartAsync(bench, cancel);
        double[][] rates = await Turns.RunAsync(
            bench.Repetitions.Rounds,
            cancel,
            stop => RateAsync(bench, ours, stop),
            stop => RateAsync(bench, vsftpd, stop));

        Sample[] samples = [.. rates.Select(rate => new Sample(rate))];
        return [new(Work, vsftpd.Name, Target.AtLeast(1), Figure.LoginsPerSecond, samples[0], samples[1])];
    }

    private static async Task<double> RateAsync(Bench bench, IFileServer server, CancellationToken cancel)
    {
        var command = new CommandLine(bench.Programs.Peer("ftp_logins"), "127.0.0.1", server.Port, $"{Logins}");
        (_, string output) = await TimedCommand.RunAsync(command, cancel); // a login that failed is an exit code of 1
        using var report = JsonDocument.Parse(output);
        return Logins / report.RootElement.GetProperty("seconds").GetDouble();
    }
}
