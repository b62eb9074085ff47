using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Rows;

internal sealed class SlowReadersRow : IRow
{
    private const int Readers = 100;
    private const int BytesPerSecond = 10_000;
    private const int WarmingReaders = 4;

    public string Name => "slow100";

    public string Work => "memory of the server per connection, 100 clients that read 10 kB/s of 1 GiB";

    public string How => """
        `drain 127.0.0.1 PORT --clients 100 --request-file F --answer sfp --rate 10000` against `sockeye
        serve files@tcp://127.0.0.1:0`, a new server each time: the highest VmRSS while they read, less
        VmRSS after 4 clients have fetched 8 MiB each and one the whole file, by 100.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        var bytes = new List<double>();
        for (int i = 0; i < bench.Repetitions.Rounds; i++)
            bytes.Add(await BytesEachAsync(bench, cancel));
        return [new(Work, "–", Target.AtMost(64, "KiB"), Figure.KibibytesEach, new Sample(bytes), null)];
    }

    private static async Task<double> BytesEachAsync(Bench bench, CancellationToken cancel)
    {
        await using SockeyeServer server = await SockeyeServer.FilesAsync(bench, cancel);
        DrainRequests large = DrainRequests.Sfp(bench, server, [bench.Files.Of(SourceFiles.GiB)]);
        DrainRequests warming = DrainRequests.Sfp(bench, server, [bench.Files.Of(8 * SourceFiles.MiB)]);
        await Drain.RunAsync(bench, warming, WarmingReaders, cancel);
        await Drain.RunAsync(bench, large, clients: 1, cancel);

        int seconds = 2 * bench.Repetitions.LoadSeconds;
        string[] slowly = ["--rate", $"{BytesPerSecond}", "--seconds", $"{seconds}"];
        long most = await MemoryUse.MostGrowthAsync(
            server.Pid, () => TimedCommand.RunAsync(Drain.Command(bench, large, Readers, slowly), cancel), cancel);
        return most / (double)Readers;
    }
}
