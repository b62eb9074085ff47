using System.Net.Sockets;
using System.Text;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Files;

/// <summary>
/// Somebody is killed in the middle of a transfer: nothing wrong is published, and it goes on from there.
/// </summary>
public sealed class BrokenTransferTests
{
    private const int Half = 20_000_000;

    private static readonly byte[] Content = Payload.Of(2 * Half);

    [Fact]
    public async Task A_killed_get_is_continued()
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/data.bin", Content);
        using var relay = new HalfwayRelay(files.Server.Address, Half);
        await using (
            RunningProcess get = SockeyeProcess.Start("get", relay.Url("data.bin"), "-o", files.Local("data.bin")))
        {
            await relay.HalfwayAsync();
            get.Signal(Signal.Kill);
            await get.ExitAsync();
        }

        Assert.False(File.Exists(files.Local("data.bin")));
        ProcessResult again = await SockeyeProcess.RunAsync(
            "get", files.Url("data.bin"), "-o", files.Local("data.bin"));

        Assert.Contains("resumed at", again.Output, StringComparison.Ordinal);
        Assert.Contains("(verified)", again.Output, StringComparison.Ordinal);
        files.AssertLocal("data.bin", Content);
    }

    [Fact]
    public async Task A_get_whose_server_is_killed_says_so_and_is_continued()
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/data.bin", Content);
        using var relay = new HalfwayRelay(files.Server.Address, Half);
        await using RunningProcess get = SockeyeProcess.Start(
            "get", relay.Url("data.bin"), "-o", files.Local("data.bin"), "--retries", "0");
        await relay.HalfwayAsync();

        files.Server.Process.Signal(Signal.Kill);
        relay.GoOn();

        ProcessResult failed = await get.ResultAsync();
        failed.AssertExit(3);
        Assert.Matches(@"^sockeye: [^\n]+\n$", failed.Error);
        Assert.False(File.Exists(files.Local("data.bin")));

        await using SockeyeServer successor = await SockeyeServer.StartAsync(
            "serve", "files@tcp://127.0.0.1:0", "--root", files.Folder.At("root"));
        ProcessResult again = await SockeyeProcess.RunAsync(
            "get", $"{successor.Endpoint}/data.bin", "-o", files.Local("data.bin"));

        Assert.Contains("resumed at", again.Output, StringComparison.Ordinal);
        files.AssertLocal("data.bin", Content);
    }

    [Fact]
    public async Task A_put_whose_client_goes_away_leaves_nothing_and_the_server_goes_on()
    {
        await using FileServer files = await FileServer.StartAsync("--writable");
        files.Folder.AddFile("root/data.bin", "as it was"u8);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(files.Server.Address);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"PUT 1000 {new string('0', 64)} data.bin\n"));
            byte[] ready = new byte[6];
            await stream.ReadExactlyAsync(ready);
            Assert.Equal("READY\n"u8, ready);
            await stream.WriteAsync(new byte[500]);
            client.Client.LingerState = new LingerOption(true, 0); // a reset: it crashed
        }

        await files.Server.Process.ErrorAsync("files .*end");
        Assert.Equal(["data.bin"], Names(files));
        files.AssertServed("data.bin", "as it was"u8.ToArray());
        string local = files.Folder.AddFile("client/new", "new"u8);
        Assert.Equal(0, (await SockeyeProcess.RunAsync("put", local, files.Url("data.bin"))).ExitCode);
        files.AssertServed("data.bin", "new"u8.ToArray());
    }

    [Fact]
    public async Task Bytes_with_another_sum_are_not_published()
    {
        await using FileServer files = await FileServer.StartAsync("--writable");
        using var client = new TcpClient();
        await client.ConnectAsync(files.Server.Address);

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"PUT 5 {new string('0', 64)} data.bin\nhello"));

        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("READY\nERR checksum the bytes do not match their SHA-256\n", await reader.ReadToEndAsync());
        Assert.Empty(Names(files));
    }

    private static string[] Names(FileServer files) =>
        [.. Directory.EnumerateFileSystemEntries(files.Folder.At("root")).Select(path => Path.GetFileName(path))];
}
