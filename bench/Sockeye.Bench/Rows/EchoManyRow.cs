using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class EchoManyRow : IRow
{
    private const int Connections = 64;

    public string Name => "echo64";

    public string Work => "echo over TCP, 64 connections, 64 bytes, ping-pong";

    public string How => """
        `pingpong tcp 127.0.0.1 PORT --connections 64 --bytes 64` against `sockeye serve
        echo@tcp://127.0.0.1:0`, `echo_epoll 0`, `socat
        TCP-LISTEN:PORT,bind=127.0.0.1,reuseaddr,backlog=511,fork,nodelay PIPE` and `ncat -l -k -m 1000 -e
        /bin/cat 127.0.0.1 PORT`; the better of the last two counts. Messages per second; every byte that
        came back was compared.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        await using SockeyeServer ours = await SockeyeServer.EchoAsync(bench, isUdp: false, cancel);
        await using EchoServer epoll = await EchoServer.EpollAsync(bench, isUdp: false, cancel);
        await using EchoServer socat = await EchoServer.SocatAsync(bench, isUdp: false, cancel);
        await using EchoServer ncat = await EchoServer.NcatAsync(bench, cancel);

        double[][] rates = await Turns.RunAsync(
            bench.Repetitions.Rounds, cancel, Load(ours.Port), Load(epoll.Port), Load(socat.Port), Load(ncat.Port));

        var sample = new Sample(rates[0]);
        (EchoServer Server, Sample Sample) best = new[] { (socat, new Sample(rates[2])), (ncat, new Sample(rates[3])) }
            .MaxBy(peer => peer.Item2.Median);
        string bestName = $"{best.Server.Name}, the better of socat and ncat";
        return
        [
            new(Work, bestName, Target.AtLeast(2), Figure.MessagesPerSecond, sample, best.Sample),
            new(Work, epoll.Name, Target.AtLeast(0.85), Figure.MessagesPerSecond, sample, new Sample(rates[1])),
        ];

        Func<CancellationToken, Task<double>> Load(string port) => async stop =>
        {
            int seconds = bench.Repetitions.LoadSeconds;
            return (await PingPong.RunAsync(bench, isUdp: false, port, Connections, seconds, stop)).MessagesPerSecond;
        };
    }
}
