using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>nginx with sendfile and a worker per core, set up as for serving large files.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private NginxServer(ServerProcess process, string port)
    {
        _process = process;
        Port = port;
    }

    public int Pid => _process.Pid;

    public string Port { get; }

    public static async Task<NginxServer> StartAsync(Bench bench, CancellationToken cancel)
    {
        string port = BoundPorts.TakeFree(isUdp: false);
        string configuration = bench.Work.NewPath("nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(bench.Work, port), cancel);
        var command = new CommandLine("nginx", "-p", bench.Work.Path, "-e", "stderr", "-c", configuration);
        ServerProcess process = ServerProcess.Start(command, bench.Work);
        await Ready.OrDisposeAsync(process, () => process.BoundAsync(port, isUdp: false, cancel));
        return new NginxServer(process, port);
    }

    public string Url(SourceFile file) => $"http://127.0.0.1:{Port}/{file.Name}";

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // The user directive is for root only; without it the workers would be nobody's, who need not read the files.
    private static string Configuration(WorkDirectory work, string port) => $$"""
        daemon off;
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        pid {{work.Path}}/nginx.pid;
        error_log stderr error;
        worker_processes auto;
        worker_rlimit_nofile 20000;
        events { worker_connections 8192; }
        http {
            access_log off;
            sendfile on;
            tcp_nopush on;
            keepalive_requests 1000000;
            client_body_temp_path {{work.Path}}/body;
            proxy_temp_path {{work.Path}}/proxy;
            fastcgi_temp_path {{work.Path}}/fastcgi;
            uwsgi_temp_path {{work.Path}}/uwsgi;
            scgi_temp_path {{work.Path}}/scgi;
            server {
                listen 127.0.0.1:{{port}} backlog=1024;
                root {{work.Root}};
            }
        }
        """;
}
