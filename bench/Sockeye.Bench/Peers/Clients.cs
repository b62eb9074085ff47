using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>The commands a user types to fetch one file.</summary>
internal static class Clients
{
    public static CommandLine SockeyeGet(Bench bench, string url, string target, params string[] more) =>
        new(bench.Programs.Sockeye, ["get", url, "-o", target, .. more]);

    /// <remarks>Over TLS it takes any certificate (<c>-k</c>): ours and theirs is one of the bench.</remarks>
    public static CommandLine Curl(string url, string target) =>
        new("curl", "-s", "-S", "-f", "-k", "--http1.1", "-o", target, url);

    /// <summary>curl, which throws away what it gets.</summary>
    /// <returns>How many seconds it took.</returns>
    /// <exception cref="BenchFailure">Not every byte came.</exception>
    public static async Task<double> DiscardAsync(IFileServer server, SourceFile file, CancellationToken cancel)
    {
        CommandLine command = Curl(server.Url(file), "/dev/null");
        command = command with { Arguments = ["-w", "%{size_download}", .. command.Arguments] };
        (TimeSpan took, string output) = await TimedCommand.RunAsync(command, cancel);
        return output == $"{file.Length}"
            ? took.TotalSeconds
            : throw new BenchFailure($"{command}: got {output} of {file.Length} bytes");
    }

    public static CommandLine Atftp(string port, SourceFile file, string target, int blockBytes, int windowBlocks)
    {
        string[] options = ["--option", $"blksize {blockBytes}", "--option", $"windowsize {windowBlocks}"];
        return new CommandLine("atftp", [.. options, "-g", "-r", file.Name, "-l", target, "127.0.0.1", port]);
    }
}
