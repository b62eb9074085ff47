using System.Text.Json;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>iperf3: how fast loopback itself is, with nothing read from a file and nothing written to one.</summary>
internal sealed class IperfServer : IAsyncDisposable
{
    private readonly ServerProcess _process;
    private readonly string _port;

    private IperfServer(ServerProcess process, string port)
    {
        _process = process;
        _port = port;
    }

    public static async Task<IperfServer> StartAsync(Bench bench, CancellationToken cancel)
    {
        string port = BoundPorts.TakeFree(isUdp: false);
        var command = new CommandLine("iperf3", "-s", "-B", "127.0.0.1", "-p", port);
        ServerProcess process = ServerProcess.Start(command, bench.Work);
        await Ready.OrDisposeAsync(process, () => process.BoundAsync(port, isUdp: false, cancel));
        return new IperfServer(process, port);
    }

    /// <summary>Bytes per second that one stream's receiver got.</summary>
    public async Task<double> ReceivedRateAsync(int seconds, CancellationToken cancel)
    {
        var command = new CommandLine("iperf3", "-c", "127.0.0.1", "-p", _port, "-t", $"{seconds}", "-J");
        (_, string output) = await TimedCommand.RunAsync(command, cancel);
        using var report = JsonDocument.Parse(output);
        JsonElement received = report.RootElement.GetProperty("end").GetProperty("sum_received");
        return received.GetProperty("bits_per_second").GetDouble() / 8;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
