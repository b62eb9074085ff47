using System.Net.Sockets;
using System.Text;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>
/// 2,000 connections at once, twice what the server holds: the rest waits in the backlog, and all are answered.
/// </summary>
public sealed class CrowdTests
{
    private const int Crowd = 2_000;

    // With more handshakes under way than the backlog holds, the kernel turns to SYN cookies and resets the connections
    // whose cookie it cannot make out (tcp(7), tcp_syncookies). That is between the kernel and its peers.
    private readonly SemaphoreSlim _handshakes = new(256);

    [Fact]
    public async Task All_of_a_crowd_get_their_file()
    {
        using var folder = new TemporaryDirectory();
        folder.AddFile("notes.txt", "remember"u8);
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "files@tcp://127.0.0.1:0", "--root", folder.Path);

        string[] answers = await AskTogetherAsync(server, "GET notes.txt\nBYE\n");

        Assert.All(answers, answer => Assert.EndsWith("\nremember", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_of_a_crowd_get_their_echo()
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "echo@tcp://127.0.0.1:0");

        string[] answers = await AskTogetherAsync(server, "who is there?");

        Assert.All(answers, answer => Assert.Equal("who is there?", answer));
    }

    // All connect at once; one of the first thousand that has its answer makes room for another.
    private Task<string[]> AskTogetherAsync(SockeyeServer server, string request) =>
        Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => AskAsync(server, request))).WaitAsync(
            TimeSpan.FromSeconds(60));

    private async Task<string> AskAsync(SockeyeServer server, string request)
    {
        using var client = new TcpClient();
        await _handshakes.WaitAsync();
        await client.ConnectAsync(server.Address);
        _handshakes.Release();
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
