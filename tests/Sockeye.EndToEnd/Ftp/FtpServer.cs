using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;
using Sockeye.Transports.Tls;

namespace Sockeye.EndToEnd.Ftp;

/// <summary>
/// <c>sockeye serve ftp</c> over a folder of the test, writable, and a folder for the client beside it.
/// </summary>
internal sealed class FtpServer : IAsyncDisposable
{
    private FtpServer(TemporaryDirectory folder, SockeyeServer server) => (Folder, Server) = (folder, server);

    public TemporaryDirectory Folder { get; }

    public SockeyeServer Server { get; }

    public string Port => Server.Port;

    public string Url(string name = "") => $"ftp://127.0.0.1:{Port}/{name}";

    /// <summary>The path of a file of the server.</summary>
    public string Served(string name) => Folder.At($"root/{name}");

    /// <summary>The path of a file of the client.</summary>
    public string Local(string name) => Folder.At($"client/{name}");

    public static Task<FtpServer> StartAsync(params string[] options) =>
        StartAsync("ftp@tcp://127.0.0.1:0", options);

    public static async Task<FtpServer> StartAsync(string service, string[] options)
    {
        var folder = new TemporaryDirectory();
        folder.AddDirectory("client");
        using TlsIdentity identity = TlsIdentity.LoadOrCreate(folder.AddDirectory("identity"), TimeProvider.System);
        return new FtpServer(folder, await SockeyeServer.StartAsync(
        [
            "serve", service, "--root", folder.AddDirectory("root"), "--writable",
            "--cert", folder.At("identity/server.pem"), .. options,
        ]));
    }

    public void AssertServed(string name, byte[] content) =>
        Payload.AssertEqual(content, File.ReadAllBytes(Served(name)));

    public void AssertLocal(string name, byte[] content) =>
        Payload.AssertEqual(content, File.ReadAllBytes(Local(name)));

    /// <summary>Runs a foreign client to its end, which must be a good one.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        ProcessResult result = await RunningProcess.RunAsync(Peer.Find(program), arguments);
        Assert.True(result.ExitCode == 0, $"{program}: {result.ExitCode}\n{result.Output}\n{result.Error}");
        return result.Output;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
