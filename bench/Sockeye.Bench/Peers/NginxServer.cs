using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>nginx with sendfile and a worker per core, set up as for serving large files.</summary>
internal sealed class NginxServer : IFileServer
{
    private readonly ServerProcess _process;
    private readonly string _scheme;

    private NginxServer(ServerProcess process, string scheme, string port)
    {
        _process = process;
        _scheme = scheme;
        Port = port;
    }

    public string Name => "nginx";

    public int Pid => _process.Pid;

    public string Port { get; }

    public static Task<NginxServer> StartAsync(Bench bench, CancellationToken cancel) =>
        StartAsync(bench, "http", tls: "", log: "off", cancel);

    /// <summary>With its log of accesses in a file, as it is by default.</summary>
    public static Task<NginxServer> LoggingAsync(
        Bench bench, ServerCertificate? certificate, CancellationToken cancel)
    {
        string log = bench.Work.NewPath("access.log");
        return certificate is null
            ? StartAsync(bench, "http", tls: "", log, cancel)
            : StartAsync(
                bench, "https", $"ssl_certificate {certificate.Path}; ssl_certificate_key {certificate.KeyPath};", log,
                cancel);
    }

    public string Url(SourceFile file) => $"{_scheme}://127.0.0.1:{Port}/{file.Name}";

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<NginxServer> StartAsync(
        Bench bench, string scheme, string tls, string log, CancellationToken cancel)
    {
        string port = BoundPorts.TakeFree(isUdp: false);
        string configuration = bench.Work.NewPath("nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(bench.Work, port, tls, log), cancel);
        var command = new CommandLine("nginx", "-p", bench.Work.Path, "-e", "stderr", "-c", configuration);
        ServerProcess process = ServerProcess.Start(command, bench.Work);
        await Ready.OrDisposeAsync(process, () => process.BoundAsync(port, isUdp: false, cancel));
        return new NginxServer(process, scheme, port);
    }

    // The user directive is for root only; without it the workers would be nobody's, who need not read the files.
    private static string Configuration(WorkDirectory work, string port, string tls, string log) => $$"""
        daemon off;
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        pid {{work.Path}}/nginx.pid;
        error_log stderr error;
        worker_processes auto;
        worker_rlimit_nofile 20000;
        events { worker_connections 8192; }
        http {
            access_log {{log}};
            sendfile on;
            tcp_nopush on;
            keepalive_requests 1000000;
            client_body_temp_path {{work.Path}}/body;
            proxy_temp_path {{work.Path}}/proxy;
            fastcgi_temp_path {{work.Path}}/fastcgi;
            uwsgi_temp_path {{work.Path}}/uwsgi;
            scgi_temp_path {{work.Path}}/scgi;
            server {
                listen 127.0.0.1:{{port}} {{(tls.Length > 0 ? "ssl" : "")}} backlog=1024;
                {{tls}}
                root {{work.Root}};
            }
        }
        """;
}
