using FsCheck;
using FsCheck.Fluent;
using Sockeye.Shell.Language;
using Sockeye.Shell.Sessions;

namespace Sockeye.Shell.Tests;

/// <summary>Calls that wait while other lines run.</summary>
public sealed class BackgroundTests : IDisposable
{
    private readonly ShellBench _bench = new();

    [Fact]
    public async Task Accept_waits_and_sets_its_variables_when_a_peer_comes()
    {
        await ListenAsync();
        ShellJob job = _bench.StartWaiting("a, peer = accept(s)");

        ShellOutcome early = await _bench.RunAsync("print(a)");
        Assert.Contains("a is not there yet: [1] a, peer = accept(s) still waits", early.Mistake?.Message, StringComparison.Ordinal);
        Assert.Equal("[1] a, peer = accept(s)", await _bench.ShowAsync("jobs()"));

        await _bench.ShowAsync("c = socket(INET, STREAM)", "connect(c, address)");
        Assert.False((await ShellBench.EndAsync(job)).IsFailed);
        Assert.Equal(await _bench.ShowAsync("getsockname(c)"), await _bench.ShowAsync("print(peer)"));
        Assert.Equal("nothing waits", await _bench.ShowAsync("jobs()"));
    }

    [Theory]
    [InlineData("cancel()"), InlineData("cancel(1)")]
    public async Task Cancelled_call_fails_as_one_that_a_signal_interrupts(string cancel)
    {
        await ListenAsync();
        ShellJob job = _bench.StartWaiting("a = accept(s)");

        await _bench.ShowAsync(cancel);

        Assert.Equal("EINTR", (await ShellBench.EndAsync(job)).Failure?.Name);
        Assert.Contains("no variable", (await _bench.RunAsync("print(a)")).Mistake?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_a_socket_ends_the_call_that_waits_on_it()
    {
        await ListenAsync();
        ShellJob job = _bench.StartWaiting("a = accept(s)");

        await _bench.ShowAsync("close(s)");

        Assert.Equal("ECANCELED", (await ShellBench.EndAsync(job)).Failure?.Name);
    }

    [Fact]
    public async Task Receive_time_out_is_kept()
    {
        await ListenAsync();
        await _bench.ShowAsync("setsockopt(s, SO_RCVTIMEO, 0.02)");

        Assert.Equal(11, (await _bench.RunAsync("accept(s)")).Failure?.Number);
    }

    [Theory]
    [InlineData("print(a)", true)] // its variable
    [InlineData("a = 3", true)] // likewise
    [InlineData("accept(s)", true)] // the same direction
    [InlineData("wait()", true)]
    [InlineData("wait", true)]
    [InlineData("wait(s)", true)]
    [InlineData("wait(a)", true)]
    [InlineData("wait(1)", true)]
    [InlineData("wait(2)", false)]
    [InlineData("print(s)", false)]
    [InlineData("close(s)", false)]
    [InlineData("socket(INET, STREAM)", false)]
    public async Task Line_needs_the_calls_whose_variables_or_direction_it_uses(string line, bool needs)
    {
        await ListenAsync();
        ShellJob job = _bench.StartWaiting("a, peer = accept(s)");

        Assert.Equal(needs, _bench.Interpreter.NeededBy(ShellParser.Parse(line)!).Contains(job));
    }

    [Fact]
    public async Task Sending_does_not_wait_for_receiving()
    {
        await _bench.ConnectAsync();
        _bench.StartWaiting("recv(a, 10)");

        Assert.Empty(_bench.Interpreter.NeededBy(ShellParser.Parse("send(a, \"x\")")!));
        Assert.Single(_bench.Interpreter.NeededBy(ShellParser.Parse("recv(a, 1)")!));
    }

    [Fact]
    public async Task End_of_the_session_ends_what_waits()
    {
        await ListenAsync();
        ShellJob job = _bench.StartWaiting("accept(s)");

        _bench.Dispose();

        Assert.True((await ShellBench.EndAsync(job)).IsFailed);
    }

    [Fact]
    public void No_row_of_calls_ends_in_anything_but_an_outcome()
    {
        string[] calls =
        [
            "socket", "bind", "listen", "accept", "connect", "connect_ex", "shutdown", "close", "send", "sendto", "recv",
            "recvfrom", "getsockname", "getpeername", "setsockopt", "getsockopt", "print", "cancel", "help", "expect",
        ];
        string[] arguments =
        [
            "a", "b", "a", "b", "INET", "INET6", "UNIX", "STREAM", "DGRAM", "RAW", "TCP", "5", "-1", "0", "\"x\"", "\"\"",
            "127.0.0.1:0", "[::1]:0", "127.0.0.1:1", "@sockeye-no-row", "/dev/null/x", "::1", "1.5", "SO_LINGER", "OFF",
            "TCP_INFO", "SO_RCVBUF", "RDWR", "getsockname(a)", "accept(b)", "recv(a, 1)", "EINVAL", "socket(INET, DGRAM)",
        ];
        Prop.ForAll<byte[]>(choice =>
        {
            using var bench = new ShellBench();
            List<ShellJob> jobs = [bench.Start("a = socket(INET, STREAM)"), bench.Start("b = socket(UNIX, DGRAM)")];
            foreach (byte[] line in (choice ?? []).Chunk(4))
            {
                string given = string.Join(", ", line.Skip(2).Select(b => arguments[b % arguments.Length]).Prepend(line[0] % 2 == 0 ? "a" : "b"));
                jobs.Add(bench.Start($"{(line[0] % 3 == 0 ? "a = " : "")}{calls[line[^1] % calls.Length]}({given})"));
            }

            return jobs.All(job => !job.Outcome.IsFaulted);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    public void Dispose() => _bench.Dispose();

    private Task<string> ListenAsync() => _bench.ShowAsync(
        "s = socket(INET, STREAM)", "bind(s, 127.0.0.1:0)", "listen(s)", "address = getsockname(s)");
}
