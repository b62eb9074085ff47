using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Rows;

internal sealed class HeldConnectionsRow : IRow
{
    private const int Connections = 10_000;
    private const int WarmingConnections = 8;
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(500);

    public string Name => "held10k";

    public string Work => "memory of the server per connection, 10,000 open, each answered once";

    public string How => """
        `pingpong tcp 127.0.0.1 PORT --connections 10000 --hold` against `sockeye serve
        echo@tcp://127.0.0.1:0 --max-connections 20000`, a new server each time: VmRSS with all open, less
        VmRSS after 8 connections, by 10,000. All must have been answered.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        var bytes = new List<double>();
        for (int i = 0; i < bench.Repetitions.Rounds; i++)
            bytes.Add(await BytesEachAsync(bench, cancel));
        return [new(Work, "–", Target.AtMost(6, "KiB"), Figure.KibibytesEach, new Sample(bytes), null)];
    }

    private static async Task<double> BytesEachAsync(Bench bench, CancellationToken cancel)
    {
        await using SockeyeServer server = await SockeyeServer.EchoAsync(bench, isUdp: false, cancel);
        await using (await HeldConnections.OpenAsync(bench, server.Port, WarmingConnections, cancel))
            await Task.Delay(Settle, cancel);
        await Task.Delay(Settle, cancel);
        long before = MemoryUse.ResidentBytes(server.Pid);

        await using HeldConnections held = await HeldConnections.OpenAsync(bench, server.Port, Connections, cancel);
        await Task.Delay(Settle, cancel);
        return (MemoryUse.ResidentBytes(server.Pid) - before) / (double)Connections;
    }
}
