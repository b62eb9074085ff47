using System.Text.Json;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>Clients of FTP, the same for both servers. What is stored is removed again.</summary>
internal static class FtpClients
{
    /// <summary>Stores one file, with curl.</summary>
    /// <returns>How many seconds the command took.</returns>
    /// <exception cref="BenchFailure">Not every byte was stored.</exception>
    public static async Task<double> UploadAsync(
        Bench bench, IFileServer server, SourceFile file, CancellationToken cancel)
    {
        string url = server.Url(file with { Name = $"{WorkDirectory.UploadsName}/{file.Name}" });
        var command = new CommandLine("curl", "-s", "-S", "-f", "-T", bench.Files.PathOf(file), url);
        (TimeSpan took, _) = await TimedCommand.RunAsync(command, cancel);
        CheckAndClear(bench, count: 1, file.Length);
        return took.TotalSeconds;
    }

    /// <summary>Fetches many files over one control connection, with the client of bench/peers.</summary>
    /// <returns>How many files per second.</returns>
    /// <exception cref="BenchFailure">Not every byte came.</exception>
    public static Task<double> GetManyAsync(
        Bench bench, IFileServer server, IReadOnlyList<SourceFile> files, CancellationToken cancel) =>
        RunAsync(bench, server, "get", SourceFiles.ManyDirectory(files[0].Length), files, cancel);

    /// <summary>Stores many files in the same way.</summary>
    /// <inheritdoc cref="GetManyAsync"/>
    public static async Task<double> PutManyAsync(
        Bench bench, IFileServer server, IReadOnlyList<SourceFile> files, CancellationToken cancel)
    {
        double rate = await RunAsync(bench, server, "put", WorkDirectory.UploadsName, files, cancel);
        CheckAndClear(bench, files.Count, files[0].Length);
        return rate;
    }

    private static async Task<double> RunAsync(
        Bench bench, IFileServer server, string verb, string directory, IReadOnlyList<SourceFile> files,
        CancellationToken cancel)
    {
        string[] what = [verb, directory, $"{files.Count}", $"{files[0].Length}"];
        var command = new CommandLine(bench.Programs.Peer("ftp_files"), ["127.0.0.1", server.Port, .. what]);
        (_, string output) = await TimedCommand.RunAsync(command, cancel);
        using var report = JsonDocument.Parse(output);
        return files.Count / report.RootElement.GetProperty("seconds").GetDouble();
    }

    private static void CheckAndClear(Bench bench, int count, long length)
    {
        FileInfo[] stored = new DirectoryInfo(bench.Work.Uploads).GetFiles();
        if (stored.Length != count || stored.Any(file => file.Length != length))
            throw new BenchFailure($"{stored.Length} of {count} files were stored, or not whole");
        Array.ForEach(stored, file => file.Delete());
    }
}
