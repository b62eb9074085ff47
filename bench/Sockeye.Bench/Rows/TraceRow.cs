using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class TraceRow : IRow
{
    private const int Connections = 64;
    private const int UdpClients = 16;

    private static readonly string[] Traced = ["--trace", "--trace-file", "/dev/null"];

    public string Name => "trace";

    public string Work => "the same work with `--trace`";

    public string How => """
        Ours with `--trace --trace-file /dev/null` against ours without: `sockeye get --no-verify` of 1 GiB,
        both sides traced, by the wall time of the whole command, drawing included; and the echoes of the
        rows above with a traced server. 10,000 calls are kept, the others counted.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel) =>
    [
        await TransferAsync(bench, cancel),
        await EchoAsync(bench, isUdp: false, Connections, cancel),
        await EchoAsync(bench, isUdp: true, UdpClients, cancel),
    ];

    private static async Task<Outcome> TransferAsync(Bench bench, CancellationToken cancel)
    {
        SourceFile file = bench.Files.Of(SourceFiles.GiB);
        await using SockeyeServer plain = await SockeyeServer.FilesAsync(bench, cancel);
        await using SockeyeServer traced = await SockeyeServer.FilesAsync(bench, cancel, Traced);
        string target = bench.Work.NewPath("fetched");
        double[][] rates = await Turns.RunAsync(
            bench.Repetitions.Rounds,
            cancel,
            Rate(new Fetch(file, target, Clients.SockeyeGet(bench, traced.Url(file), target, ["--no-verify", .. Traced]))),
            Rate(new Fetch(file, target, Clients.SockeyeGet(bench, plain.Url(file), target, "--no-verify"))));
        return new Outcome(
            "`sockeye get --no-verify` of 1 GiB, both sides with `--trace`", "without", Target.AtLeast(0.9),
            Figure.GigabytesPerSecond, new(rates[0]), new(rates[1]));

        Func<CancellationToken, Task<double>> Rate(Fetch fetch) =>
            async stop => file.Length / await fetch.SecondsAsync(stop);
    }

    private static async Task<Outcome> EchoAsync(Bench bench, bool isUdp, int clients, CancellationToken cancel)
    {
        await using SockeyeServer plain = await SockeyeServer.EchoAsync(bench, isUdp, cancel);
        await using SockeyeServer traced = await SockeyeServer.EchoAsync(bench, isUdp, cancel, Traced);
        double[][] rates = await Turns.RunAsync(bench.Repetitions.Rounds, cancel, Load(traced), Load(plain));
        return new Outcome(
            $"echo over {(isUdp ? "UDP" : "TCP")}, {clients} clients, 64 bytes, server with `--trace`", "without",
            Target.AtLeast(0.9), Figure.MessagesPerSecond, new(rates[0]), new(rates[1]));

        Func<CancellationToken, Task<double>> Load(SockeyeServer server) => async stop =>
            (await PingPong.RunAsync(bench, isUdp, server.Port, clients, bench.Repetitions.LoadSeconds, stop))
                .MessagesPerSecond;
    }
}
