using System.Text.RegularExpressions;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Tracing;

/// <summary>A trace that cannot be written changes nothing of what it watches.</summary>
public sealed class UnwritableTraceTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public UnwritableTraceTests()
    {
        _folder.AddDirectory("root");
        _folder.AddFile("root/small", "remember"u8);
        Command.Run("mkfifo", _folder.At("fifo"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("/dev/full", "cannot write /dev/full: No space left on device")]
    [InlineData("fifo", "cannot open FILE: nobody reads it")]
    public async Task Command_has_its_own_result(string file, string why)
    {
        string trace = _folder.At(file);
        await using SockeyeServer server = await StartAsync();

        ProcessResult got = await SockeyeProcess.RunAsync(
            "get", $"{server.Endpoint}/small", "-o", _folder.At("copy"), "--trace-file", trace);

        got.AssertExit(0);
        Assert.Contains("(verified)", got.Output, StringComparison.Ordinal);
        Assert.Equal(
            $"warning: there is no trace: {why.Replace("FILE", trace, StringComparison.Ordinal)}\n", got.Error);
        Assert.Equal("remember", File.ReadAllText(_folder.At("copy")));
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData("/dev/full"), InlineData("fifo")]
    public async Task Server_serves_and_ends_as_without_it(string file)
    {
        await using SockeyeServer server = await StartAsync("--trace-file", _folder.At(file));

        ProcessResult got = await SockeyeProcess.RunAsync("get", $"{server.Endpoint}/small", "-o", _folder.At("copy"));

        got.AssertExit(0);
        server.Process.Signal(Signal.Terminate);
        ProcessResult served = await server.Process.ResultAsync();
        served.AssertExit(0);
        Assert.Single(Regex.Matches(served.Error, "warning: there is no trace: "));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Trace_alone_is_what_was_asked_for_and_its_failure_the_result()
    {
        ProcessResult traced = await SockeyeProcess.RunAsync("trace", "--trace-file", "/dev/full", "--", "true");

        traced.AssertExit(1);
        Assert.Equal("sockeye: cannot write /dev/full: No space left on device\n", traced.Error);
    }

    private Task<SockeyeServer> StartAsync(params string[] options) => SockeyeServer.StartAsync(
        ["serve", "files@tcp://127.0.0.1:0", "--root", _folder.At("root"), .. options]);
}
