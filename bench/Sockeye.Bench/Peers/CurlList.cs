using System.Globalization;
using System.Text;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>curl with a list of files, which it moves one after the other over one control connection.</summary>
internal static class CurlList
{
    /// <returns>How many seconds it took.</returns>
    /// <exception cref="BenchFailure">Not every byte was moved.</exception>
    public static Task<double> DownloadAsync(
        Bench bench, IFileServer server, IReadOnlyList<SourceFile> files, CancellationToken cancel) =>
        RunAsync(bench, files, "%{size_download}", file => $"url = \"{server.Url(file)}\"\noutput = \"/dev/null\"\n", cancel);

    /// <inheritdoc cref="DownloadAsync"/>
    /// <remarks>Into the directory of uploads, which is emptied afterwards.</remarks>
    public static async Task<double> UploadAsync(
        Bench bench, IFileServer server, IReadOnlyList<SourceFile> files, CancellationToken cancel)
    {
        double seconds = await RunAsync(bench, files, "%{size_upload}", Entry, cancel);
        CheckAndClear(bench, files);
        return seconds;

        string Entry(SourceFile file)
        {
            string name = Path.GetFileName(file.Name);
            string url = server.Url(file with { Name = $"{WorkDirectory.UploadsName}/{name}" });
            return $"url = \"{url}\"\nupload-file = \"{bench.Files.PathOf(file)}\"\n";
        }
    }

    private static async Task<double> RunAsync(
        Bench bench, IReadOnlyList<SourceFile> files, string moved, Func<SourceFile, string> entry,
        CancellationToken cancel)
    {
        string list = bench.Work.NewPath("curl.conf");
        var text = new StringBuilder();
        foreach (SourceFile file in files)
            text.Append(entry(file));
        await File.WriteAllTextAsync(list, text.ToString(), cancel);

        var command = new CommandLine("curl", "-s", "-S", "-f", "-w", moved + "\\n", "-K", list);
        (TimeSpan took, string output) = await TimedCommand.RunAsync(command, cancel);
        File.Delete(list);
        long bytes = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Sum(line => long.Parse(line, CultureInfo.InvariantCulture));
        return bytes == files.Sum(file => file.Length)
            ? took.TotalSeconds
            : throw new BenchFailure($"{command}: moved {bytes} bytes, which is not all");
    }

    private static void CheckAndClear(Bench bench, IReadOnlyList<SourceFile> files)
    {
        FileInfo[] stored = new DirectoryInfo(bench.Work.Uploads).GetFiles();
        if (stored.Length != files.Count || stored.Sum(file => file.Length) != files.Sum(file => file.Length))
            throw new BenchFailure($"{stored.Length} of {files.Count} files were stored whole");
        Array.ForEach(stored, file => file.Delete());
    }
}
