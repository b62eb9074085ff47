using Sockeye.EndToEnd.Netcat;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.EndToEnd.Shell;

/// <summary><c>sockeye shell</c> without a terminal: scripts, pipes, and a foreign peer.</summary>
public sealed class ShellScriptTests
{
    [Theory]
    [InlineData("tcp", "\"GET the time\\n\"", "half-closed by the peer", "111 ECONNREFUSED")]
    [InlineData("udp", "\"what time is it?\", 127.0.0.1:", "of 10 bytes: the rest of the datagram is lost", "111 ECONNREFUSED")]
    [InlineData("unix", "98 EADDRINUSE", "\"hello yourself\\n\"", "32 EPIPE")]
    public async Task Example_runs_to_its_end(string name, params string[] shown)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "examples", "shell", name + ".sock");

        ProcessResult result = await SockeyeProcess.RunAsync("shell", script);

        result.AssertExit(0);
        Assert.Equal("", result.Error);
        int from = 0;
        foreach (string text in shown) // in this order
        {
            int at = result.Output.IndexOf(text, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{text}' is missing\n{result}");
            from = at + text.Length;
        }
    }

    [Fact]
    public async Task Failing_line_is_named_and_the_exit_code_is_1()
    {
        using var folder = new TemporaryDirectory();
        // EPIPE needs no network: the call never waits, however busy the machine is
        string script = folder.AddFile("wrong.sock", "s = socket(INET, STREAM)\n\nsend(s, \"x\")\nprint(s)\n"u8);

        ProcessResult result = await SockeyeProcess.RunAsync("shell", script);

        result.AssertExit(1);
        const string failure =
            "32 EPIPE: broken pipe. Our sending is shut down, or the peer is gone: what is sent can reach nobody.";
        Assert.Equal($"sockeye: {script}:3: send(s, \"x\"): {failure}\n", result.Error);
        Assert.EndsWith($" unbound>\n> send(s, \"x\")\n{failure}\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_a_pipe_are_run_as_they_come_and_talk_with_netcat()
    {
        (RunningProcess theirs, Endpoint endpoint) =
            await NetcatPeer.ListenAsync(PeerProgram.Netcat, Carrier.Tcp, path: "", holdsOutput: false);
        await using RunningProcess _ = theirs;
        await using RunningProcess shell = SockeyeProcess.Start("shell");

        await shell.FeedAsync($"s = socket(INET, STREAM)\nconnect(s, 127.0.0.1:{endpoint.Port})\nsend(s, \"from us\\n\")\n");
        await theirs.OutputAsync("^from us\n");
        await theirs.FeedAsync("from them\n");
        await shell.FeedAsync("data = recv(s, 100)\nprint(data)\nexit\n");

        ProcessResult result = await shell.ResultAsync();
        result.AssertExit(0);
        Assert.Contains("> print(data)\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\"from them\\n\"\n> exit\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_that_waits_is_ended_by_a_signal()
    {
        await using RunningProcess shell = SockeyeProcess.Start("shell");
        await shell.FeedAsync("s = socket(INET, DGRAM)\nbind(s, 127.0.0.1:0)\nrecv(s, 1)\nwait()\n");
        await shell.OutputAsync(@"\[1\] recv\(s, 1\) waits…\n> wait\(\)\n$");

        shell.Signal(Signal.Terminate);

        await shell.AssertExitAsync(143);
    }
}
