namespace Sockeye.Bench.Peers;

/// <summary>The requests of the discarding reader, in a file, in the language of the server.</summary>
internal sealed record DrainRequests(string Port, string Answer, string FilePath, long Count, long Bytes)
{
    public static DrainRequests Sfp(Bench bench, SockeyeServer server, IReadOnlyList<SourceFile> files) =>
        Write(bench, server.Port, "sfp", files, file => $"GET {file.Name}\n");

    public static DrainRequests Http(Bench bench, NginxServer server, IReadOnlyList<SourceFile> files) =>
        Write(bench, server.Port, "http", files, file => $"GET /{file.Name} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    private static DrainRequests Write(
        Bench bench, string port, string answer, IReadOnlyList<SourceFile> files, Func<SourceFile, string> request)
    {
        string path = bench.Work.NewPath($"requests.{answer}");
        File.WriteAllText(path, string.Concat(files.Select(request)));
        return new DrainRequests(port, answer, path, files.Count, files.Sum(file => file.Length));
    }
}
