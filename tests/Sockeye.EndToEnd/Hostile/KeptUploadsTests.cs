using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.EndToEnd.Processes;
using Sockeye.EndToEnd.Sharing;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>
/// Who may only add begins one upload after the other and finishes none: a bounded number is kept, and whatever is
/// kept is in nobody's way.
/// </summary>
public sealed class KeptUploadsTests
{
    private const int Begun = 130;
    private const int MostKept = 100; // FileRootOptions.MaxKeptUploadsEach

    private static readonly string Sum = Sha256Sum.Of("hello"u8).ToString();

    [Theory, InlineData("http"), InlineData("ftp"), InlineData("files")]
    public async Task Unfinished_uploads_are_bounded_and_in_nobodys_way(string protocol)
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        string users = folder.AddFile("users", "anonymous - /=rwld\n"u8);
        await using SharingServer server = await SharingServer.StartAsync(
            folder, protocol == "http" ? ["http"] : [protocol, "http"], "--users", users);
        folder.AddDirectory("root/box");
        File.WriteAllText(users, "anonymous - /=l,/box=w\n");

        for (int i = 0; i < Begun; i++)
            await CutAsync(protocol, server.AddressOf(protocol), string.Create(CultureInfo.InvariantCulture, $"box/{i}"));
        await UntilAsync(() => server.Log().Count(line => line.Contains(" put ", StringComparison.Ordinal)) == Begun);
        await UntilAsync(() => Kept(folder).Length == MostKept);

        File.WriteAllText(users, "anonymous - /=rwld\n");
        ProcessResult listed = await SockeyeProcess.RunAsync("ls", server.Url("http", "box/"));
        listed.AssertExit(0);
        Assert.Equal("", listed.Output);
        ProcessResult removed = await SockeyeProcess.RunAsync("rm", "-r", server.Url(protocol, "box"));
        removed.AssertExit(0);
        Assert.False(Directory.Exists(folder.At("root/box")));
    }

    [Fact]
    public async Task What_a_run_before_has_left_counts()
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root/box");
        foreach (int start in new[] { 0, 60 })
        {
            await using SharingServer server = await SharingServer.StartAsync(folder, ["http"], "--writable");
            for (int i = start; i < start + 60; i++)
                await CutAsync("http", server.AddressOf("http"), string.Create(CultureInfo.InvariantCulture, $"box/{i}"));
            await UntilAsync(() => Kept(folder).Length == Math.Min(start + 60, MostKept));
        } // killed
    }

    private static string[] Kept(TemporaryDirectory folder) =>
        [.. folder.Names().Where(name => name.Contains(".sockeye-upload-kept-", StringComparison.Ordinal))];

    // The count is kept by the server; when the last connection has ended is not told in order.
    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var net = new CancellationTokenSource(SafetyNet.Time);
        while (!isSo())
        {
            net.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task CutAsync(string protocol, IPEndPoint server, string name)
    {
        try
        {
            await BeginAsync(protocol, server, name);
        }
        catch (IOException)
        {
            // The server breaks off what was cut off.
        }
    }

    private static async Task BeginAsync(string protocol, IPEndPoint server, string name)
    {
        switch (protocol)
        {
            case "http":
                await SayAsync(
                    server, $"PUT /{name} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpload-Complete: ?0\r\nContent-Length: 1\r\n"
                    + "Connection: close\r\n\r\nh");
                break;
            case "ftp":
                await using (HostileFtp ftp = await HostileFtp.LogInAsync(server))
                {
                    await ftp.SayAsync("ALLO 5");
                    await ftp.TransferAsync($"STOR {name}", "h");
                }

                break;
            default:
                await SayAsync(server, $"RESUME 5 {Sum} {name}\nh");
                break;
        }
    }

    private static async Task SayAsync(IPEndPoint server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        client.Client.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(Stream.Null);
    }
}
