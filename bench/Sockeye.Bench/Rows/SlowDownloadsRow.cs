using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Rows;

internal sealed class SlowDownloadsRow : IRow
{
    private const int Readers = 100;
    private const int CurlTimedOut = 28; // the end of --max-time

    public string Name => "slow100-web";

    public string Work => "memory of the server per connection, 100 × curl at 10 kB/s of 1 GiB: HTTP";

    public string How => """
        `curl -Z --parallel-max 100 --limit-rate 10000` against `sockeye serve` of HTTP, HTTPS and FTP, a new server
        each time: the highest VmRSS while they read, less VmRSS after 100 have fetched 64 KiB each and one the whole
        file, by 100.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        ServerCertificate certificate = await ServerCertificate.MakeAsync(bench, cancel);
        return
        [
            await OutcomeAsync(Work, 64, () => SockeyeServer.HttpAsync(bench, null, cancel)),
            await OutcomeAsync("…HTTPS", 128, () => SockeyeServer.HttpAsync(bench, certificate, cancel)),
            await OutcomeAsync("…FTP", 64, () => SockeyeServer.FtpAsync(bench, cancel)),
        ];

        async Task<Outcome> OutcomeAsync(string work, double most, Func<Task<SockeyeServer>> start)
        {
            var bytes = new List<double>();
            for (int i = 0; i < bench.Repetitions.Rounds; i++)
                bytes.Add(await BytesEachAsync(bench, start, cancel));
            return new(work, "–", Target.AtMost(most, "KiB"), Figure.KibibytesEach, new Sample(bytes), null);
        }
    }

    private static async Task<double> BytesEachAsync(
        Bench bench, Func<Task<SockeyeServer>> start, CancellationToken cancel)
    {
        SourceFile large = bench.Files.Of(SourceFiles.GiB);
        SourceFile small = bench.Files.Of(64 * SourceFiles.KiB);
        await using SockeyeServer server = await start();
        await TimedCommand.RunAsync(Parallel(server.Url(small)), cancel);
        await Clients.DiscardAsync(server, large, cancel);

        string seconds = $"{2 * bench.Repetitions.LoadSeconds}";
        CommandLine slowly = Parallel(server.Url(large), "--limit-rate", "10000", "--max-time", seconds);
        long most = await MemoryUse.MostGrowthAsync(
            server.Pid, () => TimedCommand.RunAsync(slowly, cancel, CurlTimedOut), cancel);
        return most / (double)Readers;
    }

    // In HTTP/2 all of them would be streams of one connection.
    private static CommandLine Parallel(string url, params string[] more)
    {
        string[] each = [.. Enumerable.Repeat((string[])["-o", "/dev/null", url], Readers).SelectMany(words => words)];
        string[] all = ["-Z", "--parallel-immediate", "--parallel-max", $"{Readers}", "--http1.1", "-k", "-s", "-S"];
        return new CommandLine("curl", [.. all, .. more, .. each]);
    }
}
