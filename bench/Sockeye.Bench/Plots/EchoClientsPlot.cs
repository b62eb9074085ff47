using System.Globalization;
using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Plots;

internal sealed class EchoClientsPlot : IPlot
{
    private static readonly int[] ConnectionCounts = [1, 4, 16, 64, 256];

    public string Name => "plot-echo";

    public string Caption => """
        Echo over TCP, 64 bytes, ping-pong, against the number of connections: `pingpong tcp 127.0.0.1 PORT
        --connections N`, one second each.
        """;

    public async Task<SvgPlot> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        await using SockeyeServer ours = await SockeyeServer.EchoAsync(bench, isUdp: false, cancel);
        await using EchoServer epoll = await EchoServer.EpollAsync(bench, isUdp: false, cancel);
        await using EchoServer socat = await EchoServer.SocatAsync(bench, isUdp: false, cancel);
        await using EchoServer ncat = await EchoServer.NcatAsync(bench, cancel);

        string[] names = ["sockeye", epoll.Name, socat.Name, ncat.Name];
        string[] ports = [ours.Port, epoll.Port, socat.Port, ncat.Port];
        List<(double X, double Y)>[] points = [.. names.Select(_ => new List<(double X, double Y)>())];
        foreach (int connections in ConnectionCounts)
        {
            double[][] rates = await Turns.RunAsync(
                bench.Repetitions.PlotRounds, cancel, [.. ports.Select(port => Load(bench, port, connections))]);
            for (int i = 0; i < names.Length; i++)
                points[i].Add((connections, new Sample(rates[i]).Median));
        }

        return new SvgPlot(
            "Echo over TCP, 64 bytes, ping-pong",
            "one message under way on each connection; medians",
            Axis.Logarithmic("connections", ConnectionCounts.Select(count => new Tick(count, $"{count}"))),
            Axis.FromZero("messages per second", [.. points.SelectMany(p => p.Select(point => point.Y))], Thousands),
            [.. names.Select((name, i) => new Series(name, points[i]))]);
    }

    private static Func<CancellationToken, Task<double>> Load(Bench bench, string port, int connections) =>
        async stop =>
        {
            PingPongResult result = await PingPong.RunAsync(bench, isUdp: false, port, connections, seconds: 1, stop);
            return result.MessagesPerSecond;
        };

    private static string Thousands(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
