using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;

namespace Sockeye.Bench.Rows;

internal sealed class EchoOneRow : IRow
{
    public string Name => "echo1";

    public string Work => "echo over TCP, 1 connection, 64 bytes, median round trip";

    public string How => """
        `pingpong tcp 127.0.0.1 PORT --connections 1 --bytes 64` against `sockeye serve
        echo@tcp://127.0.0.1:0` and socat as above; each repetition is the median round trip of its run.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        await using SockeyeServer ours = await SockeyeServer.EchoAsync(bench, isUdp: false, cancel);
        await using EchoServer socat = await EchoServer.SocatAsync(bench, isUdp: false, cancel);

        double[][] trips = await Turns.RunAsync(bench.Repetitions.Rounds, cancel, Load(ours.Port), Load(socat.Port));

        return [new(Work, "socat", Target.AtMost(1.1), Figure.Microseconds, new(trips[0]), new(trips[1]))];

        Func<CancellationToken, Task<double>> Load(string port) => async stop =>
        {
            int seconds = bench.Repetitions.LoadSeconds;
            return (await PingPong.RunAsync(bench, isUdp: false, port, 1, seconds, stop)).MedianMicroseconds;
        };
    }
}
