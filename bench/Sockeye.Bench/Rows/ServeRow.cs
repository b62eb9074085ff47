using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Rows;

internal sealed class ServeRow : IRow
{
    private const int Requests = 4; // in one connection: the CPU time is counted in hundredths of a second

    public string Name => "serve";

    public string Work => "serving 1 GiB to the same discarding reader";

    public string How => """
        `drain 127.0.0.1 PORT --clients 1 --request-file F --answer sfp` (or `http`), four requests for the
        file of 1 GiB over one connection, from `sockeye serve files@tcp://127.0.0.1:0` and from nginx with
        sendfile. Rate by the reader's clock; CPU seconds of the server's processes from `/proc/PID/stat`,
        for the 4 GiB.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        SourceFile file = bench.Files.Of(SourceFiles.GiB);
        await using SockeyeServer ours = await SockeyeServer.FilesAsync(bench, cancel);
        await using NginxServer nginx = await NginxServer.StartAsync(bench, cancel);
        await FetchCheck.RunAsync(bench, ours, nginx, file, cancel);

        SourceFile[] files = [.. Enumerable.Repeat(file, Requests)];
        (double Rate, double Cpu)[][] turns = await Turns.RunAsync(
            bench.Repetitions.Rounds,
            cancel,
            stop => ServeAsync(bench, DrainRequests.Sfp(bench, ours, files), ours.Pid, stop),
            stop => ServeAsync(bench, DrainRequests.Http(bench, nginx, files), nginx.Pid, stop));

        Sample[] rates = [.. turns.Select(turn => new Sample(turn.Select(t => t.Rate)))];
        Sample[] cpu = [.. turns.Select(turn => new Sample(turn.Select(t => t.Cpu)))];
        return
        [
            new(Work, "nginx, sendfile", Target.AtLeast(1), Figure.GigabytesPerSecond, rates[0], rates[1]),
            new("…its CPU time", "nginx, sendfile", Target.AtMost(1), Figure.CpuSeconds, cpu[0], cpu[1]),
        ];
    }

    private static async Task<(double Rate, double Cpu)> ServeAsync(
        Bench bench, DrainRequests requests, int server, CancellationToken cancel)
    {
        double before = CpuTime.SecondsOfTree(server);
        DrainResult drained = await Drain.RunAsync(bench, requests, clients: 1, cancel);
        return (drained.BytesPerSecond, CpuTime.SecondsOfTree(server) - before);
    }
}
