using System.Text.Json;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>The discarding reader of bench/peers, the same for both servers.</summary>
internal static class Drain
{
    public static CommandLine Command(Bench bench, DrainRequests requests, int clients, params string[] more)
    {
        string[] what = ["--clients", $"{clients}", "--request-file", requests.FilePath, "--answer", requests.Answer];
        return new CommandLine(bench.Programs.Peer("drain"), ["127.0.0.1", requests.Port, .. what, .. more]);
    }

    /// <exception cref="BenchFailure">Not every byte of every answer came.</exception>
    public static async Task<DrainResult> RunAsync(
        Bench bench, DrainRequests requests, int clients, CancellationToken cancel)
    {
        CommandLine command = Command(bench, requests, clients);
        (_, string output) = await TimedCommand.RunAsync(command, cancel);
        DrainResult result = JsonSerializer.Deserialize<DrainResult>(output, JsonSerializerOptions.Web)!;
        bool isWhole = result.Bytes == requests.Bytes * clients && result.Requests == requests.Count * clients;
        return isWhole ? result : throw new BenchFailure($"{command}: {result.Bytes} bytes, which is not all");
    }
}
