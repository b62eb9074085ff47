using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Rows;

internal sealed class TftpClientsRow : IRow
{
    private const int BlockBytes = 1428;
    private const int WindowBlocks = 64;

    public string Name => "tftp-serve";

    public string Work => "our TFTP server with foreign clients";

    public string How => """
        16 MiB from `sockeye serve tftp@udp://127.0.0.1:0` and from atftpd, with the same client: `atftp
        --option 'blksize 1428' --option 'windowsize 64' -g …`, and `curl tftp://127.0.0.1:PORT/FILE`, which
        waits for each block of 512 bytes (lock-step). Wall time of the whole command.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        SourceFile file = bench.Files.Of(16 * SourceFiles.MiB);
        await using SockeyeServer server = await SockeyeServer.TftpAsync(bench, cancel);
        await using AtftpServer atftpd = await AtftpServer.StartAsync(bench, cancel);

        return
        [
            await CompareAsync("our TFTP server, windowsize 64", "atftpd, client atftp", (port, target) =>
                Clients.Atftp(port, file, target, BlockBytes, WindowBlocks)),
            await CompareAsync("our TFTP server, lock-step", "atftpd, client curl", (port, target) =>
                Clients.Curl($"tftp://127.0.0.1:{port}/{file.Name}", target)),
        ];

        async Task<Outcome> CompareAsync(string work, string against, Func<string, string, CommandLine> client)
        {
            string target = bench.Work.NewPath("fetched");
            var ours = new Fetch(file, target, client(server.Port, target));
            var theirs = new Fetch(file, target, client(atftpd.Port, target));
            double[][] seconds = await Turns.RunAsync(
                bench.Repetitions.Rounds, cancel, ours.SecondsAsync, theirs.SecondsAsync);
            return new(work, against, Target.AtLeast(1), Figure.Seconds, new(seconds[0]), new(seconds[1]));
        }
    }
}
