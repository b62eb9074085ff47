using System.Globalization;
using System.Text.RegularExpressions;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>wrk: many connections that stay open, each asks for the next file when it has the one before.</summary>
internal static partial class Wrk
{
    /// <returns>Requests per second.</returns>
    /// <exception cref="BenchFailure">A request failed.</exception>
    public static async Task<double> RateAsync(
        Bench bench, IFileServer server, IReadOnlyList<SourceFile> files, int connections, int seconds,
        CancellationToken cancel, params string[] options)
    {
        string url = server.Url(files[0]);
        string script = bench.Programs.Peer("files.lua");
        string[] load = ["-t", "1", "-c", $"{connections}", "-d", $"{seconds}s", "-s", script, .. options];
        string directory = SourceFiles.ManyDirectory(files[0].Length);
        var command = new CommandLine("wrk", [.. load, url, "--", directory, $"{files.Count}"]);
        (_, string output) = await TimedCommand.RunAsync(command, cancel);
        Match rate = Rate().Match(output);
        return rate.Success && !Failures().IsMatch(output)
            ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new BenchFailure($"{command}: {output.Trim()}");
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex("Non-2xx or 3xx responses|Socket errors")]
    private static partial Regex Failures();
}
