using System.Text.RegularExpressions;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>Ours: one process of the published command, with one service.</summary>
internal sealed partial class SockeyeServer : IFileServer
{
    private readonly ServerProcess _process;
    private readonly string _scheme;

    private SockeyeServer(ServerProcess process, string scheme, string port)
    {
        _process = process;
        _scheme = scheme;
        Port = port;
    }

    public int Pid => _process.Pid;

    public string Port { get; }

    public string Name => "sockeye";

    /// <summary>Of a file, in the language of the one service.</summary>
    public string Url(SourceFile file) => $"{_scheme}://127.0.0.1:{Port}/{file.Name}";

    /// <param name="bench">Where it is measured.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="options">Further options, for example <c>--trace</c>.</param>
    public static async Task<SockeyeServer> FilesAsync(
        Bench bench, CancellationToken cancel, params string[] options)
    {
        await bench.Files.SettleAsync(cancel); // or the first round would be another experiment than the rest
        return await StartAsync(bench, "files@tcp", "tcp", cancel, options);
    }

    /// <inheritdoc cref="FilesAsync"/>
    public static Task<SockeyeServer> EchoAsync(
        Bench bench, bool isUdp, CancellationToken cancel, params string[] options) =>
        StartAsync(bench, isUdp ? "echo@udp" : "echo@tcp", isUdp ? "udp" : "tcp", cancel, options);

    public static Task<SockeyeServer> TftpAsync(Bench bench, CancellationToken cancel) =>
        StartAsync(bench, "tftp@udp", "tftp", cancel);

    /// <summary>With its log of accesses in a file, as the peer has its.</summary>
    public static async Task<SockeyeServer> HttpAsync(
        Bench bench, ServerCertificate? certificate, CancellationToken cancel)
    {
        await bench.Files.SettleAsync(cancel);
        string[] options = certificate is null ? [] : ["--cert", certificate.Path, "--key", certificate.KeyPath];
        string service = certificate is null ? "http@tcp" : "http@tls";
        string scheme = certificate is null ? "http" : "https";
        return await StartAsync(bench, service, scheme, cancel, [.. options, .. AccessLog(bench)]);
    }

    /// <inheritdoc cref="HttpAsync"/>
    public static Task<SockeyeServer> FtpAsync(Bench bench, CancellationToken cancel) =>
        StartAsync(bench, "ftp@tcp", "ftp", cancel, ["--writable", .. AccessLog(bench)]);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string[] AccessLog(Bench bench) => ["--access-log", bench.Work.NewPath("access.log")];

    private static async Task<SockeyeServer> StartAsync(
        Bench bench, string service, string scheme, CancellationToken cancel, params string[] more)
    {
        string[] options =
            ["--root", bench.Work.Root, "--max-connections", "20000", "--idle-timeout", "600s", .. more];
        var command = new CommandLine(bench.Programs.Sockeye, ["serve", $"{service}://127.0.0.1:0", .. options]);
        ServerProcess process = ServerProcess.Start(command, bench.Work);
        string port = await Ready.OrDisposeAsync(process, () => process.PrintedAsync(Listening(), cancel));
        return new SockeyeServer(process, scheme, port);
    }

    [GeneratedRegex(@"listening on \w+://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
