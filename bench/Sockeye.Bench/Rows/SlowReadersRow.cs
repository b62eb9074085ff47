using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Rows;

internal sealed class SlowReadersRow : IRow
{
    private const int Readers = 100;
    private const int BytesPerSecond = 10_000;
    private const int WarmingReaders = 4;
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(200);

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
        await Task.Delay(Settle, cancel);
        long before = MemoryUse.ResidentBytes(server.Pid);

        int seconds = 2 * bench.Repetitions.LoadSeconds;
        string[] slowly = ["--rate", $"{BytesPerSecond}", "--seconds", $"{seconds}"];
        Task reading = TimedCommand.RunAsync(Drain.Command(bench, large, Readers, slowly), cancel);
        long most = before;
        while (!reading.IsCompleted)
        {
            most = Math.Max(most, MemoryUse.ResidentBytes(server.Pid));
            await Task.WhenAny(reading, Task.Delay(SampleEvery, cancel));
        }

        await reading; // throws if a server ended one early
        return (most - before) / (double)Readers;
    }
}
