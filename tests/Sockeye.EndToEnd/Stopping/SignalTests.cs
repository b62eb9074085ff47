using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Sockeye.EndToEnd.Files;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Stopping;

/// <summary>What SIGINT, SIGTERM and SIGHUP do, and the exit code after.</summary>
public sealed class SignalTests
{
    private const int Much = 40_000_000; // more than the buffers of both sockets hold

    [Theory, InlineData(1), InlineData(2), InlineData(15)]
    public async Task An_idle_server_ends_with_0(int signal)
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "echo@tcp://127.0.0.1:0", "echo@udp://127.0.0.1:0");

        server.Process.Signal((Signal)signal);

        await server.Process.AssertExitAsync(0);
    }

    [Theory, InlineData(1, 129), InlineData(2, 130), InlineData(15, 143)]
    public async Task A_waiting_listen_ends_with_128_and_the_signal(int signal, int code)
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("listen", "tcp://127.0.0.1:0");

        server.Process.Signal((Signal)signal);

        await server.Process.AssertExitAsync(code);
    }

    [Fact]
    public async Task A_transfer_under_way_is_finished_and_the_server_ends_with_0()
    {
        await using FileServer files = await FileServer.StartAsync();
        byte[] content = Payload.Of(Much);
        files.Folder.AddFile("root/data.bin", content);
        using TcpClient client = await BeginAsync(files);

        files.Server.Process.Signal(Signal.Terminate);

        using var got = new MemoryStream();
        await client.GetStream().CopyToAsync(got);
        Assert.True(got.Length > Much);
        Payload.AssertEqual(content, got.ToArray()[^Much..]);
        client.Close();
        await files.Server.Process.AssertExitAsync(0);
    }

    [Theory, InlineData(1, 129), InlineData(2, 130), InlineData(15, 143)]
    public async Task A_transfer_that_does_not_end_is_cut_off_after_the_drain_time(int signal, int code)
    {
        await using FileServer files = await FileServer.StartAsync("--drain-timeout", "200ms");
        files.Folder.AddFile("root/data.bin", Payload.Of(Much));
        using TcpClient client = await BeginAsync(files);

        files.Server.Process.Signal((Signal)signal);

        await files.Server.Process.AssertExitAsync(code);
    }

    [Theory, InlineData(1, 129), InlineData(2, 130), InlineData(15, 143)]
    public async Task The_second_signal_cuts_off_at_once(int signal, int code)
    {
        await using FileServer files = await FileServer.StartAsync("--drain-timeout", "10m");
        files.Folder.AddFile("root/data.bin", Payload.Of(Much));
        using TcpClient client = await BeginAsync(files);

        files.Server.Process.Signal((Signal)signal);
        await RefusesAsync(files.Server); // the first has had its effect
        files.Server.Process.Signal((Signal)signal);

        await files.Server.Process.AssertExitAsync(code);
    }

    [Theory, InlineData(1, 129), InlineData(2, 130), InlineData(15, 143)]
    public async Task A_get_that_is_stopped_keeps_what_it_has(int signal, int code)
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/data.bin", Payload.Of(Much));
        using var relay = new HalfwayRelay(files.Server.Address, Much / 2);
        await using RunningProcess get = SockeyeProcess.Start(
            "get", relay.Url("data.bin"), "-o", files.Local("data.bin"));
        await relay.HalfwayAsync();

        get.Signal((Signal)signal);

        await get.AssertExitAsync(code);
        Assert.True(new FileInfo(files.Local("data.bin.part")).Length > 0);
        Assert.False(File.Exists(files.Local("data.bin")));
    }

    [Fact]
    public async Task Who_is_started_with_nohup_outlives_the_terminal_and_can_be_stopped()
    {
        string[] words = ["/usr/bin/env", "--ignore-signal=HUP", .. SockeyeProcess.CommandLine("serve", "echo@tcp://127.0.0.1:0")];
        await using RunningProcess server = RunningProcess.Start(words[0], words[1..]);
        Match where = await server.ErrorAsync(@"listening on tcp://127.0.0.1:(\d+)\n");

        server.Signal(Signal.HangUp);

        using (var client = new TcpClient())
        {
            await client.ConnectAsync("127.0.0.1", int.Parse(where.Groups[1].Value));
            await client.GetStream().WriteAsync("x"u8.ToArray());
            await client.GetStream().ReadExactlyAsync(new byte[1]);
        }

        server.Signal(Signal.Terminate);
        await server.AssertExitAsync(0);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(15)]
    public async Task What_has_come_of_an_upload_is_removed(int signal)
    {
        await using FileServer files = await FileServer.StartAsync("--writable", "--drain-timeout", "200ms");
        using var client = new TcpClient();
        await client.ConnectAsync(files.Server.Address);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"PUT 10 {new string('a', 64)} new\nhalf"));
        string root = files.Folder.At("root");
        await VirtualTime.UntilAsync(() => Directory.EnumerateFileSystemEntries(root).Any());

        files.Server.Process.Signal((Signal)signal);

        await files.Server.Process.ExitAsync();
        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
    }

    [Fact]
    public async Task A_signal_at_any_moment_of_the_start_leaves_nothing_behind()
    {
        var random = new Random(11);
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        foreach (Signal signal in Enumerable.Repeat(new[] { Signal.HangUp, Signal.Interrupt, Signal.Terminate }, 7).SelectMany(x => x))
        {
            string socket = folder.At("socket");
            await using RunningProcess server = RunningProcess.Start(SockeyeProcess.StartInfo(
                "serve", "files@unix:" + socket, "http@tcp://127.0.0.1:0", "--root", folder.At("root"), "--writable"));
            await server.ExitsWithinAsync(TimeSpan.FromMilliseconds(random.Next(300)));

            server.Signal(signal);

            int code = await server.ExitAsync();
            bool isOurs = code == 0;
            Assert.True(isOurs || code == 128 + (int)signal, server.Describe()); // .NET's own start is not ours
            Assert.Equal("root", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path))));
        }
    }

    // Asks for the file and reads only the first byte: the rest is under way.
    private static async Task<TcpClient> BeginAsync(FileServer files)
    {
        var client = new TcpClient();
        await client.ConnectAsync(files.Server.Address);
        await client.GetStream().WriteAsync("GET data.bin\nBYE\n"u8.ToArray());
        await client.GetStream().ReadExactlyAsync(new byte[1]);
        return client;
    }

    private static async Task RefusesAsync(SockeyeServer server)
    {
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(server.Address);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
