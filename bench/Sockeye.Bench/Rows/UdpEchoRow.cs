using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class UdpEchoRow : IRow
{
    private const int ClientCount = 16;

    public string Name => "echo-udp";

    public string Work => "echo over UDP, 16 clients, 64 bytes";

    public string How => """
        `pingpong udp 127.0.0.1 PORT --connections 16 --bytes 64` against `sockeye serve
        echo@udp://127.0.0.1:0`, `socat UDP-RECVFROM:PORT,bind=127.0.0.1,fork PIPE` (a process for each
        datagram) and `udp_echo_epoll 0`. Messages per second; every byte compared; what is not answered in
        200 ms counts as lost and is not in the rate.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        await using SockeyeServer ours = await SockeyeServer.EchoAsync(bench, isUdp: true, cancel);
        await using EchoServer socat = await EchoServer.SocatAsync(bench, isUdp: true, cancel);
        await using EchoServer epoll = await EchoServer.EpollAsync(bench, isUdp: true, cancel);

        double[][] rates = await Turns.RunAsync(
            bench.Repetitions.Rounds, cancel, Load(ours.Port), Load(socat.Port), Load(epoll.Port));

        var sample = new Sample(rates[0]);
        return
        [
            new(Work, socat.Name, Target.AtLeast(2), Figure.MessagesPerSecond, sample, new Sample(rates[1])),
            new(Work, epoll.Name, Target.AtLeast(0.7), Figure.MessagesPerSecond, sample, new Sample(rates[2])),
        ];

        Func<CancellationToken, Task<double>> Load(string port) => async stop =>
        {
            int seconds = bench.Repetitions.LoadSeconds;
            return (await PingPong.RunAsync(bench, isUdp: true, port, ClientCount, seconds, stop)).MessagesPerSecond;
        };
    }
}
