using System.Globalization;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Remote;

/// <summary>nginx over a folder of the test, with listings in JSON.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private readonly RunningProcess _process;
    private readonly int _port;

    private NginxServer(TemporaryDirectory folder, RunningProcess process, int port) =>
        (Folder, _process, _port) = (folder, process, port);

    public TemporaryDirectory Folder { get; }

    public static async Task<NginxServer> StartAsync()
    {
        var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddDirectory("client");
        int port = FreePort.Tcp();
        string configuration = folder.AddFile("nginx.conf", System.Text.Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            daemon off; master_process off; pid {{folder.At("pid")}}; error_log stderr;
            events { worker_connections 64; }
            http {
                access_log off;
                client_body_temp_path {{folder.At("body")}}; proxy_temp_path {{folder.At("proxy")}};
                fastcgi_temp_path {{folder.At("fcgi")}}; uwsgi_temp_path {{folder.At("uwsgi")}}; scgi_temp_path {{folder.At("scgi")}};
                server { listen 127.0.0.1:{{port}}; root {{folder.At("root")}}; autoindex on; autoindex_format json; }
            }

            """)));
        RunningProcess process = RunningProcess.Start(Peer.Find(Peer.Nginx), "-c", configuration);
        var server = new NginxServer(folder, process, port);
        await Listening.UntilAsync(server._process, port);
        return server;
    }

    public string Url(string name) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/{name}");

    public string Local(string name) => Folder.At($"client/{name}");

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Folder.Dispose();
    }
}
