using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Files;

/// <summary>
/// <c>sockeye serve files</c> (or <c>tftp</c>) over a folder of the test, and a folder for the client beside it.
/// </summary>
internal sealed class FileServer : IAsyncDisposable
{
    private FileServer(TemporaryDirectory folder, SockeyeServer server) => (Folder, Server) = (folder, server);

    public TemporaryDirectory Folder { get; }

    public SockeyeServer Server { get; }

    /// <summary>The URL of a file.</summary>
    public string Url(string name) => Server.Endpoint.IsDatagram
        ? $"tftp://{Server.Host}:{Server.Port}/{name}"
        : $"{Server.Endpoint}/{name}";

    /// <summary>The path of a file of the server.</summary>
    public string Served(string name) => Folder.At($"root/{name}");

    /// <summary>The path of a file of the client.</summary>
    public string Local(string name) => Folder.At($"client/{name}");

    public static Task<FileServer> StartAsync(params string[] options) =>
        StartAsync("files@tcp://127.0.0.1:0", options);

    public static Task<FileServer> StartTftpAsync(params string[] options) =>
        StartAsync("tftp@udp://127.0.0.1:0", options);

    public void AssertServed(string name, byte[] content) =>
        Payload.AssertEqual(content, File.ReadAllBytes(Served(name)));

    public void AssertLocal(string name, byte[] content) =>
        Payload.AssertEqual(content, File.ReadAllBytes(Local(name)));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }

    private static async Task<FileServer> StartAsync(string service, string[] options)
    {
        var folder = new TemporaryDirectory();
        string root = folder.AddDirectory("root");
        folder.AddDirectory("client");
        return new FileServer(folder, await SockeyeServer.StartAsync(["serve", service, "--root", root, .. options]));
    }
}
