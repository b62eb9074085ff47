using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>The commands a user types to fetch one file.</summary>
internal static class Clients
{
    public static CommandLine SockeyeGet(Bench bench, string url, string target, params string[] more) =>
        new(bench.Programs.Sockeye, ["get", url, "-o", target, .. more]);

    public static CommandLine Curl(string url, string target) => new("curl", "-s", "-S", "-f", "-o", target, url);

    public static CommandLine Atftp(string port, SourceFile file, string target, int blockBytes, int windowBlocks)
    {
        string[] options = ["--option", $"blksize {blockBytes}", "--option", $"windowsize {windowBlocks}"];
        return new CommandLine("atftp", [.. options, "-g", "-r", file.Name, "-l", target, "127.0.0.1", port]);
    }
}
