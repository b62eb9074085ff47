using System.Net;
using System.Net.Sockets;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Probe;

/// <summary>A program behind <c>--</c> takes the place of ours: its output, its signals, its exit code.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class ProbedProgramTests : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ProbedProgramTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    private string Endpoint => $"tcp://{_listener.LocalEndPoint}";

    [Fact]
    public async Task Standard_streams_and_exit_code_are_its_own()
    {
        await using RunningProcess probe = SockeyeProcess.Start(
            "probe", Endpoint, "--", "sh", "-c", "read line; echo \"got $line\"; echo said >&2; exit 7");
        await probe.FeedAllAsync("words\n"u8.ToArray());

        ProcessResult result = await probe.ResultAsync();

        result.AssertExit(7);
        Assert.Equal("got words\n", result.Output);
        Assert.Contains(": 0 connected", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("said\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signals_do_to_it_what_they_do_by_default()
    {
        await using RunningProcess probe = SockeyeProcess.Start("probe", Endpoint, "--", "sh", "-c", "echo ready; exec sleep 1000");
        await probe.OutputAsync("ready");

        probe.Signal(Signal.Terminate);

        (await probe.ResultAsync()).AssertExit(143);
    }

    [Fact]
    public async Task It_ignores_and_blocks_no_signal()
    {
        ProcessResult result = await SockeyeProcess.RunAsync(
            "probe", Endpoint, "--", "grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status");

        Assert.Equal("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", result.Output);
    }

    [Theory]
    [InlineData("no-such-program", 127, "there is no such program")]
    [InlineData("/etc/passwd", 126, "permission denied: it is not executable")]
    [InlineData("/", 126, "it is a directory")]
    public async Task Program_that_cannot_be_run_is_told_as_shells_do(string program, int code, string why)
    {
        ProcessResult result = await SockeyeProcess.RunAsync("probe", Endpoint, "--wait", "30s", "--", program);

        result.AssertExit(code);
        Assert.EndsWith($"\nsockeye: cannot run {program}: {why}\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_not_run_where_nobody_listens()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // and does not listen: refused, and nobody else's

        ProcessResult result = await SockeyeProcess.RunAsync(
            "probe", Endpoint, $"http://{bound.LocalEndPoint}/", "--", "echo", "ran");

        result.AssertExit(3);
        Assert.Empty(result.Output);
    }

    public void Dispose() => _listener.Dispose();
}
