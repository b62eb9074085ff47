using System.Net.Sockets;
using System.Text;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>What no decent client sends: each time the connection ends, and the server goes on serving.</summary>
public sealed class GarbageTests
{
    [Fact]
    public async Task An_overlong_line_is_refused_and_the_server_goes_on()
    {
        await using Target target = await Target.StartAsync();

        string answer = await target.AskAsync(Encoding.ASCII.GetBytes(new string('x', 200_000)));

        Assert.True(answer is "ERR bad-request this is not a request that can be answered\n" or "", answer);
        await target.AssertServesAsync();
    }

    [Fact]
    public async Task Binary_is_refused_and_the_server_goes_on()
    {
        await using Target target = await Target.StartAsync();

        string answer = await target.AskAsync(Payload.Of(500_000));

        Assert.DoesNotContain("OK ", answer, StringComparison.Ordinal);
        await target.AssertServesAsync();
    }

    [Fact]
    public async Task Garbage_datagrams_are_weather()
    {
        using var folder = new TemporaryDirectory();
        folder.AddFile("notes.txt", "remember"u8);
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "tftp@udp://127.0.0.1:0", "--root", folder.Path);
        using var client = new UdpClient(AddressFamily.InterNetwork);
        for (int bytes = 0; bytes < 600; bytes++)
            await client.SendAsync(Payload.Of(bytes, seed: bytes), server.Address);

        ProcessResult got = await SockeyeProcess.RunAsync(
            "get", $"tftp://{server.Host}:{server.Port}/notes.txt", "-o", "-");

        Assert.Equal((0, "remember"), (got.ExitCode, got.Output));
    }

    [Fact]
    public async Task Connections_that_never_send_are_closed_after_the_idle_timeout()
    {
        await using Target target = await Target.StartAsync("--idle-timeout", "300ms", "--max-connections", "5");
        TcpClient[] silent = [.. Enumerable.Range(0, 5).Select(_ => new TcpClient())];
        foreach (TcpClient client in silent)
            await client.ConnectAsync(target.Server.Address);

        await target.AssertServesAsync(); // it waits in the backlog until one of the silent ones has been closed

        Array.ForEach(silent, client => client.Dispose());
    }

    [Fact]
    public async Task Half_requests_of_clients_that_vanish_leave_nothing_behind()
    {
        await using Target target = await Target.StartAsync("--max-connections", "3");
        for (int i = 0; i < 20; i++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(target.Server.Address);
            await client.GetStream().WriteAsync("GET no"u8.ToArray());
            client.Client.LingerState = new LingerOption(true, 0);
        }

        await target.AssertServesAsync();
    }

    /// <summary>A file server with one file.</summary>
    private sealed class Target(TemporaryDirectory folder, SockeyeServer server) : IAsyncDisposable
    {
        public SockeyeServer Server => server;

        public static async Task<Target> StartAsync(params string[] options)
        {
            var folder = new TemporaryDirectory();
            folder.AddFile("notes.txt", "remember"u8);
            return new Target(folder, await SockeyeServer.StartAsync(
                ["serve", "files@tcp://127.0.0.1:0", "--root", folder.Path, .. options]));
        }

        public async Task AssertServesAsync() =>
            Assert.EndsWith("\nremember", await AskAsync("GET notes.txt\n"u8.ToArray()), StringComparison.Ordinal);

        public async Task<string> AskAsync(byte[] request)
        {
            using var client = new TcpClient();
            using var answer = new MemoryStream();
            await client.ConnectAsync(server.Address);
            NetworkStream stream = client.GetStream();
            try
            {
                await stream.WriteAsync(request);
                client.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(answer).WaitAsync(SafetyNet.Time);
            }
            catch (IOException)
            {
                // the server ended it while we still sent
            }

            return Encoding.UTF8.GetString(answer.ToArray());
        }

        public async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            folder.Dispose();
        }
    }
}
