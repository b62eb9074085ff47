using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>Bare Kestrel: ASP.NET Core's own static files on its own sockets, without a log (bench/Kestrel).</summary>
internal sealed class KestrelServer : IFileServer
{
    private readonly ServerProcess _process;
    private readonly string _scheme;

    private KestrelServer(ServerProcess process, string scheme, string port)
    {
        _process = process;
        _scheme = scheme;
        Port = port;
    }

    public string Name => "bare Kestrel";

    public int Pid => _process.Pid;

    public string Port { get; }

    public static async Task<KestrelServer> StartAsync(
        Bench bench, ServerCertificate? certificate, CancellationToken cancel)
    {
        string port = BoundPorts.TakeFree(isUdp: false);
        string[] tls = certificate is null ? [] : [certificate.Path, certificate.KeyPath];
        var command = new CommandLine(bench.Programs.Kestrel, [bench.Work.Root, port, .. tls]);
        ServerProcess process = ServerProcess.Start(command, bench.Work);
        await Ready.OrDisposeAsync(process, () => process.BoundAsync(port, isUdp: false, cancel));
        return new KestrelServer(process, certificate is null ? "http" : "https", port);
    }

    public string Url(SourceFile file) => $"{_scheme}://127.0.0.1:{Port}/{file.Name}";

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
