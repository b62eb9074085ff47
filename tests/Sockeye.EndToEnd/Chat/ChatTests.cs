using Sockeye.EndToEnd.Exercises;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Chat;

/// <summary><c>sockeye chat</c> against servers of others.</summary>
public sealed class ChatTests
{
    [Theory, InlineData(Peer.Ngircd), InlineData(Peer.Inspircd)]
    public async Task Lines_of_a_pipe_reach_the_room_whole_and_in_order_and_are_followed(string program)
    {
        await using IrcServer server = await IrcServer.StartAsync(program);
        using IrcObserver observer = await IrcObserver.EnterAsync(server.Port, "observer", "#room");
        await using RunningProcess follower =
            SockeyeProcess.Start("chat", "--follow", server.Url("#room"), "--nick", "follower");
        await observer.UntilAsync(static line => line.Contains("JOIN", StringComparison.Ordinal));
        await using RunningProcess speaker =
            SockeyeProcess.Start("chat", server.Url("#room"), "--nick", "ci", "--pace", "50ms");

        string[] lines = [.. Enumerable.Range(1, 8).Select(static i => $"line {i} ä")];
        await speaker.FeedAllAsync(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n\n"));

        await speaker.AssertExitAsync(0);
        await follower.OutputAsync("line 8 ä\n");
        Assert.Equal(string.Concat(lines.Select(static line => $"[#room] <ci> {line}\n")), follower.Output.Text);
        follower.Signal(Signal.Interrupt);
        await follower.AssertExitAsync(130);
        await observer.UntilAsync(static line => line.Contains("QUIT", StringComparison.Ordinal));
    }

    [Theory, InlineData(Peer.Ngircd), InlineData(Peer.Inspircd)]
    public async Task Room_with_a_key_is_entered_with_it_alone(string program)
    {
        await using IrcServer server = await IrcServer.StartAsync(program);
        using IrcObserver observer = await IrcObserver.EnterAsync(server.Port, "observer", "#room");
        await observer.SendAsync("MODE #room +k secret");
        await observer.UntilAsync(static line => line.Contains("+k", StringComparison.Ordinal));

        ProcessResult without = await SockeyeProcess.RunAsync("chat", server.Url("#room"), "--nick", "ci");
        ProcessResult with = await SockeyeProcess.RunAsync("chat", server.Url("#room?secret"), "--nick", "ci");

        without.AssertExit(3);
        Assert.StartsWith("sockeye: cannot join #room: ", without.Error, StringComparison.Ordinal);
        Assert.EndsWith("; write the room's key behind it: #room?key\n", without.Error, StringComparison.Ordinal);
        with.AssertExit(0);
    }

    [Theory, InlineData(Peer.Ngircd), InlineData(Peer.Inspircd)]
    public async Task Nick_in_use_becomes_another(string program)
    {
        await using IrcServer server = await IrcServer.StartAsync(program);
        using IrcObserver observer = await IrcObserver.EnterAsync(server.Port, "ci", "#room");

        ProcessResult result = await SockeyeProcess.RunAsync("chat", server.Url("#room"), "--nick", "ci");

        result.AssertExit(0);
        Assert.Equal("sockeye: the nick ci is in use; asking for ci_\n", result.Error);
        await observer.UntilAsync(static line => line.StartsWith(":ci_!", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Person_at_a_terminal_talks_below_what_others_say()
    {
        await using IrcServer server = await IrcServer.StartAsync(Peer.Inspircd);
        using IrcObserver observer = await IrcObserver.EnterAsync(server.Port, "observer", "#room");
        using var folder = new TemporaryDirectory();
        await using var terminal = new Terminal(folder.At("tmux"));
        await terminal.StartAsync(SockeyeProcess.CommandLine("chat", server.Url("#room"), "--nick", "me"));
        await observer.UntilAsync(static line => line.Contains("JOIN", StringComparison.Ordinal));

        await terminal.TypeAsync("obs\tgood ");
        await terminal.UntilAsync(static screen => screen[^1] == "> observer: good");
        await observer.SendAsync("PRIVMSG #room :hello me");
        await terminal.UntilAsync(static screen =>
            screen is [.., var said, "> observer: good"] && said.EndsWith("[#room] <observer> hello me", StringComparison.Ordinal));
        await terminal.TypeAsync("morning\r");
        await observer.UntilAsync(static line => line.EndsWith("PRIVMSG #room :observer: good morning", StringComparison.Ordinal));
        await terminal.UntilAsync(static screen =>
            screen is [.., var said, ">"] && said.EndsWith("[#room] <me> observer: good morning", StringComparison.Ordinal));
        await terminal.TypeAsync("/quit\r");

        await observer.UntilAsync(static line => line.Contains("QUIT", StringComparison.Ordinal));
    }
}
