using System.Text;
using Sockeye.EndToEnd.Netcat;
using Sockeye.EndToEnd.Processes;
using Sockeye.Transports;

namespace Sockeye.EndToEnd.Exercises;

/// <summary>
/// Exercises 3.1 to 3.3 and echo against foreign clients, and our <c>send</c> against foreign servers.
/// </summary>
public sealed class TextServiceTests
{
    [Theory]
    [InlineData(PeerProgram.Netcat), InlineData(PeerProgram.Ncat), InlineData(PeerProgram.Socat), InlineData(PeerProgram.Python)]
    public async Task Hello_arrives_and_the_connection_closes(PeerProgram program)
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "hello@tcp://127.0.0.1:0");

        Assert.Equal("", await AskAsync(server, program, "HELLO"));

        await server.Process.OutputAsync("HELLO");
    }

    [Theory]
    [InlineData(PeerProgram.Netcat), InlineData(PeerProgram.Ncat), InlineData(PeerProgram.Socat), InlineData(PeerProgram.Python)]
    public async Task Hello_is_answered_with_hello(PeerProgram program)
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "--reply", "hello@tcp://127.0.0.1:0");

        Assert.Equal("HELLO", await AskAsync(server, program, "HELLO"));
    }

    [Theory]
    [InlineData(PeerProgram.Netcat), InlineData(PeerProgram.Ncat), InlineData(PeerProgram.Socat), InlineData(PeerProgram.Python)]
    public async Task Letters_come_back_in_upper_case(PeerProgram program)
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "upper@tcp://127.0.0.1:0");

        Assert.Equal("ÉCOLE, ΑΛΦΑ, ABC\n", await AskAsync(server, program, "école, αλφα, abc\n"));
    }

    [Fact]
    public async Task A_character_split_between_two_sends_comes_back_whole()
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "upper@tcp://127.0.0.1:0");
        await using RunningProcess client = NetcatPeer.Connect(PeerProgram.Netcat, server.Endpoint, holdsOutput: false);
        byte[] text = Encoding.UTF8.GetBytes("aé");

        await client.FeedAsync(text[..2]);
        await client.OutputAsync("A"); // the first half has arrived alone
        await client.FeedAllAsync(text[2..]);

        Assert.Equal("AÉ", Encoding.UTF8.GetString(await client.OutputEndAsync()));
    }

    [Theory]
    [InlineData(PeerProgram.Netcat), InlineData(PeerProgram.Ncat), InlineData(PeerProgram.Socat), InlineData(PeerProgram.Python)]
    public async Task Binary_in_place_of_text_comes_back_and_the_server_goes_on(PeerProgram program)
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "echo@tcp://127.0.0.1:0");
        byte[] binary = Payload.Of(200_000);
        await using RunningProcess client = NetcatPeer.Connect(program, server.Endpoint, holdsOutput: false);

        await client.FeedAllAsync(binary);

        Payload.AssertEqual(binary, await client.OutputEndAsync());
        Assert.Equal("again", await AskAsync(server, program, "again"));
    }

    [Theory]
    [InlineData(PeerProgram.Netcat), InlineData(PeerProgram.Ncat), InlineData(PeerProgram.Socat), InlineData(PeerProgram.Python)]
    public async Task Our_send_reaches_a_foreign_server_and_prints_its_answer(PeerProgram program)
    {
        (RunningProcess server, Endpoint endpoint) =
            await NetcatPeer.ListenAsync(program, Carrier.Tcp, path: "", holdsOutput: false);
        await using RunningProcess _ = server;
        await using RunningProcess client = SockeyeProcess.Start("send", endpoint.ToString(), "HELLO");

        await server.FeedAllAsync("answer"u8.ToArray());

        Assert.Equal("HELLO", Encoding.UTF8.GetString(await server.OutputEndAsync()));
        ProcessResult sent = await client.ResultAsync();
        Assert.Equal((0, "answer\n"), (sent.ExitCode, sent.Output));
    }

    [Fact]
    public async Task Echo_answers_datagrams_of_send()
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "echo@udp://127.0.0.1:0");

        ProcessResult sent = await SockeyeProcess.RunAsync("send", server.Endpoint.ToString(), "ping");

        Assert.Equal((0, "ping\n"), (sent.ExitCode, sent.Output));
    }

    private static async Task<string> AskAsync(SockeyeServer server, PeerProgram program, string text)
    {
        await using RunningProcess client = NetcatPeer.Connect(program, server.Endpoint, holdsOutput: false);
        await client.FeedAllAsync(Encoding.UTF8.GetBytes(text));
        string answer = Encoding.UTF8.GetString(await client.OutputEndAsync());
        await client.AssertExitAsync(0);
        return answer;
    }
}
