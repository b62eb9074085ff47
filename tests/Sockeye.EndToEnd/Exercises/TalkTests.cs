using Sockeye.EndToEnd.Netcat;
using Sockeye.EndToEnd.Processes;
using Sockeye.Transports;

namespace Sockeye.EndToEnd.Exercises;

/// <summary>Exercise 4: <c>sockeye talk</c> with somebody at <c>nc</c>.</summary>
public sealed class TalkTests
{
    [Fact]
    public async Task Nc_connects_and_says_bye()
    {
        await using SockeyeServer ours = await SockeyeServer.StartAsync("talk", "--listen", "tcp://127.0.0.1:0");
        await using RunningProcess theirs = NetcatPeer.Connect(PeerProgram.Netcat, ours.Endpoint, holdsOutput: false);

        await theirs.FeedAsync("hello from nc\n");
        await ours.Process.OutputAsync("hello from nc\n");
        await ours.Process.FeedAsync("hello from sockeye\n");
        await theirs.OutputAsync("hello from sockeye\r?\n");
        await theirs.FeedAsync("BYE\n");

        ProcessResult result = await ours.Process.ResultAsync();
        result.AssertExit(0);
        Assert.Contains("the other party said BYE", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nc_listens_and_we_say_bye()
    {
        (RunningProcess theirs, Endpoint endpoint) =
            await NetcatPeer.ListenAsync(PeerProgram.Netcat, Carrier.Tcp, path: "", holdsOutput: false);
        await using RunningProcess _ = theirs;
        await using RunningProcess ours = SockeyeProcess.Start("talk", endpoint.ToString());

        await theirs.FeedAsync("one\ntwo\n");
        await ours.OutputAsync("one\ntwo\n");
        await ours.FeedAsync("three\nBYE\n");

        await theirs.OutputAsync("three\r?\nBYE\r?\n");
        ProcessResult result = await ours.ResultAsync();
        result.AssertExit(0);
        Assert.Contains("we said BYE", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nc_leaves_without_bye()
    {
        await using SockeyeServer ours = await SockeyeServer.StartAsync("talk", "--listen", "tcp://127.0.0.1:0");
        await using RunningProcess theirs = NetcatPeer.Connect(PeerProgram.Netcat, ours.Endpoint, holdsOutput: false);

        await theirs.FeedAllAsync("last words"u8.ToArray());

        ProcessResult result = await ours.Process.ResultAsync();
        Assert.Equal((0, "last words\n"), (result.ExitCode, result.Output));
        Assert.Contains("left without BYE", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Piped_input_is_sent_to_its_end_and_ends_the_talk()
    {
        await using SockeyeServer ours = await SockeyeServer.StartAsync("talk", "--listen", "tcp://127.0.0.1:0");
        await ours.Process.FeedAllAsync("one\ntwo\nthree\n"u8.ToArray());
        await using RunningProcess theirs = NetcatPeer.Connect(PeerProgram.Netcat, ours.Endpoint, holdsOutput: false);

        await theirs.OutputAsync("one\r?\ntwo\r?\nthree\r?\n");

        theirs.EndInput();
        await ours.Process.AssertExitAsync(0);
    }

    [Fact]
    public async Task Control_characters_of_the_peer_do_not_reach_the_terminal()
    {
        await using SockeyeServer ours = await SockeyeServer.StartAsync("talk", "--listen", "tcp://127.0.0.1:0");
        await using RunningProcess theirs = NetcatPeer.Connect(PeerProgram.Netcat, ours.Endpoint, holdsOutput: false);

        await theirs.FeedAllAsync("\u001b[2Jred\n"u8.ToArray());

        await ours.Process.ExitAsync();
        Assert.DoesNotContain('\u001b', ours.Process.Output.Text);
        Assert.Contains("red", ours.Process.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_overlong_line_ends_the_talk_with_an_error_of_one_line()
    {
        await using SockeyeServer ours = await SockeyeServer.StartAsync("talk", "--listen", "tcp://127.0.0.1:0");
        await using RunningProcess theirs = NetcatPeer.Connect(PeerProgram.Netcat, ours.Endpoint, holdsOutput: false);

        await theirs.FeedAsync(new string('x', 5_000)); // a pipe holds it, whether or not its reader still lives

        await ours.Process.AssertExitAsync(3);
        Assert.Single(
            ours.Process.Error.Text.Split('\n'), line => line.StartsWith("sockeye:", StringComparison.Ordinal));
    }
}
