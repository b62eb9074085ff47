using Sockeye.EndToEnd.Exercises;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Shell;

/// <summary><c>sockeye shell</c> on a real terminal, that of tmux: what a person sees.</summary>
/// <remarks>
/// A busy machine lets a call wait that is done at once on another; so no number is asked for after the first connect.
/// </remarks>
public sealed class TerminalShellTests : IAsyncLifetime
{
    private const string ControlC = "\u0003";
    private const string ControlD = "\u0004";
    private const string ControlK = "\u000b";
    private const string ControlU = "\u0015";
    private const string Left = "\u001b[D";
    private const string Up = "\u001b[A";

    private readonly TemporaryDirectory _folder = new();
    private readonly Terminal _terminal;

    public TerminalShellTests() => _terminal = new Terminal(_folder.At("tmux"));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Prompt_stays_usable_while_accept_waits_and_Ctrl_C_ends_it()
    {
        await StartAsync();
        await TypeAsync("s = socket(INET, STREAM)\r", " unbound>");
        await TypeAsync("bind(s, 127.0.0.1:0)\r", "> bind(s, 127.0.0.1:0)", "0", ">");
        await TypeAsync("listen(s)\r", "> listen(s)", "0", ">");
        await TypeAsync("a, peer = accept(s)\r", "[1] a, peer = accept(s) waits…", ">");
        await TypeAsync("print(a)\r", "        ^", "a is not there yet: [1] a, peer = accept(s) still waits; wait(1) waits for it", ">");
        await TypeAsync(ControlC, "[1] a, peer = accept(s): 4 EINTR: interrupted.", ">");
        await TypeAsync(ControlC, "nothing waits; exit or Ctrl-D leaves", ">");

        await TypeAsync("a, peer = accept(s)\r", "[2] a, peer = accept(s) waits…", ">");
        await TypeAsync("c = socket(INET, STREAM)\r", " unbound>", ">");
        await TypeAsync("connect(c, getsockname(s))\r", "> connect(c, getsockname(s))", "[2] a, peer = accept(s): <socket fd=");
        await TypeAsync("half a line", "> half a line");
        await TypeAsync(ControlC, ">");
        await TypeAsync("send(c, \"hi\")\r", "2", ">");
        await TypeAsync("recv(a, 10)\r", "> recv(a, 10)", "\"hi\"", ">");
        await TypeAsync("recv(a, 10)\r", "> recv(a, 10)", "\"hi\"", "] recv(a, 10) waits…", ">");
        await TypeAsync("half a ca", "> half a ca");
        await TypeAsync($"{Left}{Left}ll{ControlU}{ControlK}send(c, \"more\")\r", "] recv(a, 10): \"more\"");
    }

    [Fact]
    public async Task Line_is_completed_called_back_and_kept_for_the_next_session()
    {
        await StartAsync();
        await TypeAsync("s = soc\t", "> s = socket");
        await TypeAsync("(IN\t", "> s = socket(INET");
        await TypeAsync("\t", "INET              INET6", "> s = socket(INET");
        await TypeAsync(", S\t)", "> s = socket(INET, STREAM)");
        await TypeAsync("\r", " unbound>", ">");
        await TypeAsync("bind(s, 127.0.0.1)\r", "          ^", "the port is missing; ");
        await TypeAsync(Up, "> bind(s, 127.0.0.1)");
        await TypeAsync($"{Left}:0\r", "> bind(s, 127.0.0.1:0)", "0", ">");
        await TypeAsync(ControlD);
        await UntilAsync("exit code 0");

        string history = _folder.At("state/sockeye/shell_history");
        Assert.Equal(
            ["s = socket(INET, STREAM)", "bind(s, 127.0.0.1)", "bind(s, 127.0.0.1:0)"], await File.ReadAllLinesAsync(history));
        await StartAsync();
        await TypeAsync(Up, "> bind(s, 127.0.0.1:0)");
    }

    [Fact]
    public async Task Tutorial_is_played_through()
    {
        await StartAsync("--tutorial");
        await UntilAsync("    s = socket(INET, STREAM)", ">");
        await TypeAsync("hint\r", "hint: write it as suggested");
        await PassAsync("an address", "s = socket(INET, STREAM)");
        await PassAsync("listen", "bind(s, 127.0.0.1:0)", "getsockname(s)");
        await PassAsync("connect, without accept", "listen(s)");
        await PassAsync("accept", "c = socket(INET, STREAM)", "connect(c, getsockname(s))");
        await PassAsync("send and recv", "a, peer = accept(s)");
        await TypeAsync("accept(s)\r", "] accept(s) waits…", ">");
        await TypeAsync(ControlC, "] accept(s): 4 EINTR: interrupted.");
        await PassAsync("a stream has no messages", "send(c, \"hello\\n\")", "recv(a, 1024)");
        await PassAsync("half-close", "send(c, \"one \")", "send(c, \"two\")", "recv(a, 1024)");
        await PassAsync("datagrams", "shutdown(c, WR)", "recv(a, 1024)", "send(a, \"still here\")", "recv(c, 1024)");
        await PassAsync(
            "errors", "u = socket(INET, DGRAM)", "bind(u, 127.0.0.1:0)", "v = socket(INET, DGRAM)",
            "sendto(v, \"first\", getsockname(u))", "sendto(v, \"second\", getsockname(u))", "recvfrom(u, 1024)", "recvfrom(u, 1024)");
        await TypeAsync("e = socket(INET, STREAM)\r", " unbound>", ">");
        await TypeAsync("connect(e, 127.0.0.1:1)\r", "111 ECONNREFUSED: connection refused.", ">");
        await TypeAsync("f = socket(INET, STREAM)\r", " unbound>", ">");
        await TypeAsync("bind(f, getsockname(s))\r", "That was the last step", ">");
        await TypeAsync("steps\r", "✓ 10 errors", ">");

        await TypeAsync("exit\r");
        await UntilAsync("exit code 0");
    }

    public async ValueTask DisposeAsync()
    {
        await _terminal.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync(params string[] options)
    {
        await _terminal.StartAsync(
            [
                "sh", "-c", "\"$@\"; echo exit code $?", "sh", "env", $"XDG_STATE_HOME={_folder.At("state")}",
                .. SockeyeProcess.CommandLine(["shell", .. options]),
            ]);
        await _terminal.UntilAsync(screen => screen[^1] == ">");
    }

    // Types lines, until the next step is there.
    private async Task PassAsync(string next, params string[] lines)
    {
        foreach (string line in lines[..^1])
        {
            await _terminal.TypeAsync(line + "\r");
            await _terminal.UntilAsync(screen => screen[^1] == ">" && screen.Contains("> " + line));
        }

        await _terminal.TypeAsync(lines[^1] + "\r");
        await _terminal.UntilAsync(screen => screen.Any(
            shown => shown.StartsWith("Step ", StringComparison.Ordinal) && shown.EndsWith(": " + next, StringComparison.Ordinal)));
    }

    private async Task TypeAsync(string keys, params string[] shown)
    {
        await _terminal.TypeAsync(keys);
        await UntilAsync(shown);
    }

    // Waits until the texts are on the screen, in this order; a prompt alone is the last line.
    private Task UntilAsync(params string[] shown) => _terminal.UntilAsync(screen =>
    {
        int at = 0;
        foreach (string text in shown)
        {
            bool isPrompt = text == ">";
            at = isPrompt
                ? (screen[^1] == ">" ? screen.Length - 1 : -1)
                : Array.FindIndex(screen, at, line => line.Contains(text, StringComparison.Ordinal));
            if (at < 0)
                return false;
        }

        return true;
    });
}
