using System.Diagnostics;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.EndToEnd.Http;

/// <summary><c>sockeye serve http</c> over a folder of the test, and a folder for the client beside it.</summary>
internal sealed class HttpSite : IAsyncDisposable
{
    private HttpSite(TemporaryDirectory folder, SockeyeServer server) => (Folder, Server) = (folder, server);

    public TemporaryDirectory Folder { get; }

    public SockeyeServer Server { get; }

    /// <summary>Starts it, with a home of its own for its certificate.</summary>
    public static async Task<HttpSite> StartAsync(string endpoint, params string[] options)
    {
        var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        folder.AddDirectory("client");
        ProcessStartInfo start = SockeyeProcess.StartInfo(["serve", "http@" + endpoint, "--root", root, .. options]);
        start.Environment["XDG_CONFIG_HOME"] = folder.AddDirectory("home");
        return new HttpSite(folder, await SockeyeServer.StartAsync(start));
    }

    /// <summary>The URL of a path.</summary>
    public string Url(string path) =>
        $"{(Server.Endpoint.Scheme == EndpointScheme.Tls ? "https" : "http")}://{Server.Host}:{Server.Port}/{path}";

    /// <summary>The path of a file of the client.</summary>
    public string Local(string name) => Folder.At($"client/{name}");

    public void AssertLocal(string name, byte[] content) =>
        Payload.AssertEqual(content, File.ReadAllBytes(Local(name)));

    public void AssertServed(string name, byte[] content) =>
        Payload.AssertEqual(content, File.ReadAllBytes(Folder.At($"root/{name}")));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
