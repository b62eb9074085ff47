using Sockeye.EndToEnd.Netcat;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Chat;

/// <summary>People at netcat in a room of <c>sockeye serve lines</c>.</summary>
public sealed class LineDoorTests
{
    [Fact]
    public async Task Two_at_nc_and_one_at_ncat_talk_in_a_room()
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", "lines@tcp://127.0.0.1:0", "--lobby", "den");
        await using RunningProcess anna = await EnterAsync(server, PeerProgram.Netcat, "anna");
        await using RunningProcess ben = await EnterAsync(server, PeerProgram.Netcat, "ben");
        await using RunningProcess carol = await EnterAsync(server, PeerProgram.Ncat, "carol");

        await anna.OutputAsync("-- ben came in\r?\n-- carol came in\r?\n");
        await anna.FeedAsync("hello from anna\n");
        await ben.OutputAsync("<anna> hello from anna\r?\n");
        await carol.OutputAsync("<anna> hello from anna\r?\n");
        await carol.FeedAsync("/me waves\n/msg ben psst\n");
        await anna.OutputAsync(@"\* carol waves\r?\n");
        await ben.OutputAsync("carol to you: psst\r?\n");
        await ben.FeedAsync("BYE\n");
        await anna.OutputAsync("-- ben is gone: BYE\r?\n");
        await server.Process.ErrorAsync("lines c\\d+: .* ended: Completed,");

        ben.EndInput(); // until then nc stays, though the connection is over
        await ben.AssertExitAsync(0);
        Assert.DoesNotContain("psst", anna.Output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<anna>", anna.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_a_pipe_are_said_and_then_it_is_gone()
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "lines@tcp://127.0.0.1:0");
        await using RunningProcess anna = await EnterAsync(server, PeerProgram.Netcat, "anna");
        await using RunningProcess pipe = NetcatPeer.Connect(PeerProgram.Netcat, server.Endpoint, holdsOutput: false);

        await pipe.FeedAllAsync("bot\none\ntwo"u8.ToArray());

        await anna.OutputAsync("<bot> one\r?\n<bot> two\r?\n-- bot is gone: connection closed\r?\n");
        await pipe.AssertExitAsync(0);
    }

    [Fact]
    public async Task Server_that_is_stopped_says_goodbye()
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "lines@tcp://127.0.0.1:0");
        await using RunningProcess anna = await EnterAsync(server, PeerProgram.Netcat, "anna");

        server.Process.Signal(Signal.Terminate);

        await anna.OutputAsync("-- The server stops. Goodbye.\r?\n");
        await server.Process.AssertExitAsync(0);
    }

    private static async Task<RunningProcess> EnterAsync(SockeyeServer server, PeerProgram program, string name)
    {
        RunningProcess client = NetcatPeer.Connect(program, server.Endpoint, holdsOutput: false);
        await client.OutputAsync("Your name\\? ");
        await client.FeedAsync($"{name}\n");
        await client.OutputAsync($"-- Welcome, {name}(.|\n)*-- You are in #");
        return client;
    }
}
