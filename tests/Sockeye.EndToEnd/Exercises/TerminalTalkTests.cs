using Sockeye.EndToEnd.Netcat;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.EndToEnd.Exercises;

/// <summary><c>sockeye talk</c> on a real terminal, that of tmux: what a person sees.</summary>
public sealed class TerminalTalkTests
{
    [Fact]
    public async Task Lines_of_the_peer_appear_above_the_line_being_typed()
    {
        using var folder = new TemporaryDirectory();
        (RunningProcess theirs, Endpoint endpoint) =
            await NetcatPeer.ListenAsync(PeerProgram.Netcat, Carrier.Tcp, path: "", holdsOutput: false);
        await using RunningProcess _ = theirs;
        await using var terminal = new Terminal(folder.At("tmux"));
        await terminal.StartAsync(SockeyeProcess.CommandLine("talk", endpoint.ToString()));
        await terminal.UntilAsync(screen => screen[^1] == ">");

        await terminal.TypeAsync("half a li");
        await terminal.UntilAsync(screen => screen[^1] == "> half a li");
        await theirs.FeedAsync("first of theirs\nsecond of theirs\n");
        await terminal.UntilAsync(screen => screen is [.., "first of theirs", "second of theirs", "> half a li"]);
        await terminal.TypeAsync("ne\r");
        await theirs.OutputAsync("^half a line\r?\n$");
        await terminal.UntilAsync(screen => screen is [.., "second of theirs", "> half a line", ">"]);
        await terminal.TypeAsync("BYE\r");

        await theirs.OutputAsync("BYE\r?\n$");
        await terminal.UntilAsync(screen => screen.Contains("we said BYE"));
    }
}
