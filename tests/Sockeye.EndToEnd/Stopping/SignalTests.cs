using System.Net.Sockets;
using Sockeye.EndToEnd.Files;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Stopping;

/// <summary>What SIGINT and SIGTERM do, and the exit code after.</summary>
public sealed class SignalTests
{
    private const int Much = 40_000_000; // more than the buffers of both sockets hold

    [Theory, InlineData(2), InlineData(15)]
    public async Task An_idle_server_ends_with_0(int signal)
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "echo@tcp://127.0.0.1:0", "echo@udp://127.0.0.1:0");

        server.Process.Signal((Signal)signal);

        await server.Process.AssertExitAsync(0);
    }

    [Theory, InlineData(2, 130), InlineData(15, 143)]
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

    [Theory, InlineData(2, 130), InlineData(15, 143)]
    public async Task A_transfer_that_does_not_end_is_cut_off_after_the_drain_time(int signal, int code)
    {
        await using FileServer files = await FileServer.StartAsync("--drain-timeout", "200ms");
        files.Folder.AddFile("root/data.bin", Payload.Of(Much));
        using TcpClient client = await BeginAsync(files);

        files.Server.Process.Signal((Signal)signal);

        await files.Server.Process.AssertExitAsync(code);
    }

    [Theory, InlineData(2, 130), InlineData(15, 143)]
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

    [Theory, InlineData(2, 130), InlineData(15, 143)]
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
