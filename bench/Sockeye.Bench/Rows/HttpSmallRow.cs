using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class HttpSmallRow(string name, bool isTls) : IRow
{
    private const int FileCount = 1_000;
    private const int Connections = 64;

    public string Name => name;

    public string Work => $"{(isTls ? "HTTPS" : "HTTP")}, files of 1 KiB, {Connections} connections that stay open";

    public string How => $"""
        `wrk -t 1 -c {Connections} -d SECONDS -s files.lua`: {FileCount} files of 1 KiB in turn, from `sockeye serve
        {(isTls ? "http@tls" : "http@tcp")}://127.0.0.1:0` and nginx, each with its log of accesses in a file, and
        from the static files of ASP.NET Core on its own sockets (`bench/Kestrel`), without one. SHA-256 of two files
        compared before, the status of all answers.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        IReadOnlyList<SourceFile> files = bench.Files.Many(FileCount, SourceFiles.KiB);
        ServerCertificate? certificate = isTls ? await ServerCertificate.MakeAsync(bench, cancel) : null;
        await using SockeyeServer ours = await SockeyeServer.HttpAsync(bench, certificate, cancel);
        await using NginxServer nginx = await NginxServer.LoggingAsync(bench, certificate, cancel);
        await using KestrelServer kestrel = await KestrelServer.StartAsync(bench, certificate, cancel);
        await FetchCheck.RunAsync(bench, files[0], cancel, ours, nginx, kestrel);
        await FetchCheck.RunAsync(bench, files[^1], cancel, ours, nginx, kestrel);

        double[][] rates = await Turns.RunAsync(
            bench.Repetitions.Rounds,
            cancel,
            stop => RateAsync(ours, stop),
            stop => RateAsync(nginx, stop),
            stop => RateAsync(kestrel, stop));

        Sample[] samples = [.. rates.Select(rate => new Sample(rate))];
        return
        [
            new(Work, nginx.Name, Target.AtLeast(0.8), Figure.RequestsPerSecond, samples[0], samples[1]),
            new("…", kestrel.Name, Target.AtLeast(1.2), Figure.RequestsPerSecond, samples[0], samples[2]),
        ];

        Task<double> RateAsync(IFileServer server, CancellationToken stop) =>
            Wrk.RateAsync(bench, server, files, Connections, bench.Repetitions.LoadSeconds, stop);
    }
}
