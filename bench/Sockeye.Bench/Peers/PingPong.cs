using System.Text.Json;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>
/// The load generator of bench/peers: one message of 64 bytes under way on each connection, each byte compared.
/// </summary>
internal static class PingPong
{
    public const int MessageBytes = 64;

    public static async Task<PingPongResult> RunAsync(
        Bench bench, bool isUdp, string port, int connections, int seconds, CancellationToken cancel)
    {
        string[] load = ["--connections", $"{connections}", "--bytes", $"{MessageBytes}", "--seconds", $"{seconds}"];
        var command = new CommandLine(
            bench.Programs.Peer("pingpong"), [isUdp ? "udp" : "tcp", "127.0.0.1", port, .. load]);
        (_, string output) = await TimedCommand.RunAsync(command, cancel); // a wrong byte is an exit code of 1
        PingPongResult result = JsonSerializer.Deserialize<PingPongResult>(output, JsonSerializerOptions.Web)!;
        return result.Messages > 0 ? result : throw new BenchFailure($"{command}: nothing came back");
    }
}
