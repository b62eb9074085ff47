using System.Text;
using System.Text.Json;
using Sockeye.Cli.Commands.Shell;
using Sockeye.Cli.Ending;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Commands.Shell;

/// <summary><c>sockeye shell</c> with a file or a pipe.</summary>
public sealed class ShellScriptTests
{
    [Fact]
    public async Task Lines_are_echoed_with_their_results()
    {
        using FakeHost host = Piped("# nothing\n\nx = 5\nprint(\"a\\n\")  # b\nexit\nprint(9)\n");

        Assert.Equal(ExitCode.Done, await host.RunAsync("shell"));

        Assert.Equal("> # nothing\n> x = 5\n5\n> print(\"a\\n\")  # b\n\"a\\n\"\n> exit\n", host.Out);
        Assert.Equal("", host.Error);
    }

    [Theory]
    [InlineData("x = 1\nbind(x, @y)\nprint(1)\n", 2, "bind(x, @y): 9 EBADF: bad file descriptor.")]
    [InlineData("\n\nf(\n", 3, "missing")]
    [InlineData("quit\n", 1, "exit() leaves"), InlineData("quit()\n", 1, "exit() leaves")]
    [InlineData("import socket\n", 1, "this is Python's; here it is written s = socket(INET, STREAM)")]
    [InlineData("s = socket(INET, STREAM)\nconnect(s, 127.0.0.1:1)\n", 2, "connect(s, 127.0.0.1:1): 111 ECONNREFUSED: connection refused. Nobody listens there.")]
    public async Task First_line_that_fails_ends_the_script_with_its_number(string script, int line, string words)
    {
        using var folder = new TemporaryDirectory();
        string file = folder.AddFile("x.sock", Encoding.UTF8.GetBytes(script));
        using var host = new FakeHost();

        Assert.Equal(ExitCode.Failed, await host.RunAsync("shell", file));

        Assert.StartsWith($"sockeye: {file}:{line}: ", host.Error, StringComparison.Ordinal);
        Assert.Contains(words, host.Error, StringComparison.Ordinal);
        Assert.Single(host.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("print(1)", host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_of_a_datagram_is_told()
    {
        using FakeHost host = Piped(
            "s = socket(INET, DGRAM)\nbind(s, 127.0.0.1:0)\na = getsockname(s)\nsendto(s, \"0123456789abc\", a)\nrecv(s, 10)\n");

        Assert.Equal(ExitCode.Done, await host.RunAsync("shell"));

        Assert.EndsWith("\"0123456789\"  (of 13 bytes: the rest of the datagram is lost)\n", host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_waits_for_the_call_it_needs()
    {
        using FakeHost host = Piped(
            "s = socket(UNIX, DGRAM)\nbind(s, @sockeye-shell-script-test)\ndata, who = recvfrom(s, 10)\n"
            + "c = socket(UNIX, DGRAM)\nsendto(c, \"hi\", @sockeye-shell-script-test)\nprint(data)\n");

        Assert.Equal(ExitCode.Done, await host.RunAsync("shell"));

        Assert.EndsWith(
            "> data, who = recvfrom(s, 10)\n[1] data, who = recvfrom(s, 10) waits…\n> c = socket(UNIX, DGRAM)\n"
            + Line(host.Out, "family=UNIX type=DGRAM", last: true) + "\n> sendto(c, \"hi\", @sockeye-shell-script-test)\n2\n"
            + "> print(data)\n[1] data, who = recvfrom(s, 10): \"hi\", \"\"\n\"hi\"\n",
            host.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("print(a)"), InlineData("wait()"), InlineData("# the end")]
    public async Task Call_that_waits_in_vain_fails_with_its_own_line(string needing)
    {
        using FakeHost host = Piped(
            $"s = socket(INET, STREAM)\nbind(s, 127.0.0.1:0)\nlisten(s)\na = accept(s)\nx = 1\n{needing}\n");

        Assert.Equal(ExitCode.Failed, await host.RunAsync("shell", "--timeout", "20ms"));

        Assert.StartsWith("sockeye: standard input:4: a = accept(s): nothing came within 0.02 s", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_per_line_that_ended()
    {
        using FakeHost host = Piped(
            "s = socket(INET, DGRAM)\nbind(s, 127.0.0.1:0)\na = recv(s, 10)\nsendto(s, \"x\", getsockname(s))\nwait()\nsocket(INET, RAW)\n");

        Assert.Equal(ExitCode.Failed, await host.RunAsync("shell", "--json"));

        JsonElement[] objects = [.. host.Out.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([1, 2, 4, 3, 5, 6], objects.Select(o => o.GetProperty("line").GetInt32()));
        Assert.Equal("\"x\"", objects[3].GetProperty("result").GetString());
        Assert.Equal(1, objects[3].GetProperty("job").GetInt32());
        Assert.Equal("EPROTONOSUPPORT", objects[5].GetProperty("error").GetString());
        Assert.Equal(93, objects[5].GetProperty("errno").GetInt32());
    }

    [Fact]
    public async Task Control_characters_of_a_script_are_not_shown_as_they_are()
    {
        using FakeHost host = Piped("print(\"\u001b[2J\")\n\u001b]0;title\u0007\n");

        Assert.Equal(ExitCode.Done, await host.RunAsync("shell"));

        Assert.Contains("\"\\x1b[2J\"", host.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', host.Out + host.Error);
    }

    [Theory]
    [InlineData(ScriptRunner.MaxLineChars, 0), InlineData(ScriptRunner.MaxLineChars + 1, 1)]
    public async Task Line_has_a_bound(int chars, int code)
    {
        using FakeHost host = Piped("#" + new string('x', chars - 1) + "\n");

        Assert.Equal((ExitCode)code, await host.RunAsync("shell"));
    }

    [Fact]
    public async Task Missing_script_is_named()
    {
        using var host = new FakeHost();

        Assert.Equal(ExitCode.Failed, await host.RunAsync("shell", "/no/such.sock"));

        Assert.StartsWith("sockeye: cannot read /no/such.sock: ", host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("skip\nhint\nsteps\n"), InlineData(""), InlineData("s = socket(INET, STREAM)\nexit\n")]
    public async Task Tutorial_that_is_not_passed_fails(string lines)
    {
        using FakeHost host = Piped(lines);

        Assert.Equal(ExitCode.Failed, await host.RunAsync("shell", "--tutorial"));

        Assert.Contains("Step 1 of 10: a socket", host.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tutorial_is_passed_by_what_it_suggests()
    {
        using FakeHost host = Piped(string.Join("\n", Sockeye.Shell.Lessons.TutorialSteps.All.SelectMany(step => step.Suggestion)));

        Assert.Equal(ExitCode.Done, await host.RunAsync("shell", "--tutorial"));

        Assert.Contains("✓ errors", host.Out, StringComparison.Ordinal);
    }

    private static FakeHost Piped(string input) => new() { Input = new MemoryStream(Encoding.UTF8.GetBytes(input)) };

    private static string Line(string text, string part, bool last)
    {
        string[] lines = [.. text.Split('\n').Where(line => line.Contains(part, StringComparison.Ordinal))];
        return last ? lines[^1] : lines[0];
    }
}
