using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class HttpLargeRow(string name, bool isTls) : IRow
{
    public string Name => name;

    public string Work => $"{(isTls ? "HTTPS" : "HTTP")}, 1 GiB to curl";

    public string How => $"""
        `curl -o /dev/null`, by the wall time of the command, from `sockeye serve
        {(isTls ? "http@tls" : "http@tcp")}://127.0.0.1:0`, from nginx with sendfile, and from the static files of
        ASP.NET Core on its own sockets (`bench/Kestrel`). SHA-256 compared before.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        SourceFile file = bench.Files.Of(SourceFiles.GiB);
        ServerCertificate? certificate = isTls ? await ServerCertificate.MakeAsync(bench, cancel) : null;
        await using SockeyeServer ours = await SockeyeServer.HttpAsync(bench, certificate, cancel);
        await using NginxServer nginx = await NginxServer.LoggingAsync(bench, certificate, cancel);
        await using KestrelServer kestrel = await KestrelServer.StartAsync(bench, certificate, cancel);
        await FetchCheck.RunAsync(bench, file, cancel, ours, nginx, kestrel);

        double[][] seconds = await Turns.RunAsync(
            bench.Repetitions.Rounds,
            cancel,
            stop => Clients.DiscardAsync(ours, file, stop),
            stop => Clients.DiscardAsync(nginx, file, stop),
            stop => Clients.DiscardAsync(kestrel, file, stop));

        Sample[] samples = [.. seconds.Select(taken => new Sample(taken))];
        return
        [
            new(Work, nginx.Name, Target.AtLeast(1), Figure.Seconds, samples[0], samples[1]),
            new("…", kestrel.Name, Target.AtLeast(1), Figure.Seconds, samples[0], samples[2]),
        ];
    }
}
