using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Access;
using Sockeye.Files.Remotes;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Files.Tests.Sfp;

public sealed class FilesOverSocketsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory, InlineData("tcp"), InlineData("unix")]
    public async Task File_goes_up_and_comes_back_over_the_kernels_sockets(string scheme)
    {
        var transport = new SocketTransport(TimeProvider.System);
        Endpoint any = scheme == "tcp" ? Endpoint.Tcp(host: null, 0) : Endpoint.Parse(
            "unix:" + _directory.At("socket"));
        IStreamListener listener = await transport.ListenAsync(any);
        using var root = new FileRoot(_directory.AddDirectory("root"));
        using var stop = new CancellationTokenSource();
        var handler = new SfpHandler(new SharedFolder(root, Rights.All));
        Task run = new StreamServer(listener, handler, new ServeOptions(), new ServerContext()).RunAsync(stop.Token);
        byte[] content = new byte[3 * 1024 * 1024 + 1];
        new Random(1).NextBytes(content);
        using SafeFileHandle file = File.OpenHandle(_directory.AddFile("content", content));

        await using (StreamConnection connection = await transport.ConnectAsync(listener.Endpoint))
            await new SfpClient(connection).PutAsync("new", file);
        RemoteTransfer result;
        await using (var client = new RemoteClient())
            result = await client.FetchAsync(UrlOf(listener.Endpoint, "new"), _directory.At("copy"));

        Assert.Equal((Sha256Sum.Of(content), true), (result.Sum, result.IsVerified));
        Assert.Equal(content, await File.ReadAllBytesAsync(_directory.At("copy")));
        await stop.CancelAsync();
        await run;
    }

    private static string UrlOf(Endpoint server, string name) =>
        server.IsUnix ? $"{server}:/{name}" : $"{server}/{name}";
}
