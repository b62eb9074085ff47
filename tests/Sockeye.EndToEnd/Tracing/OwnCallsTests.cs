using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Tracing;

/// <summary><c>--trace</c>: our own commands show their calls, without any other program.</summary>
public sealed class OwnCallsTests
{
    [Fact]
    public async Task Results_and_ladder_do_not_mix()
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "upper@tcp://127.0.0.1:0");

        ProcessResult result = await SockeyeProcess.RunAsync("send", "--trace", server.Endpoint.ToString(), "abc");

        Assert.Equal((0, "ABC\n"), (result.ExitCode, result.Output));
        Assert.Contains($"connect(127.0.0.1:{server.Port}) = 0", result.Error, StringComparison.Ordinal);
        Assert.Contains("send(3) = 3 \"abc\"", result.Error, StringComparison.Ordinal);
        Assert.Contains("not traced", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_connection_is_in_the_ladder_of_the_failed_command()
    {
        ProcessResult result = await SockeyeProcess.RunAsync("send", $"tcp://{Nobody.Address}", "abc", "--trace");

        result.AssertExit(3);
        Assert.Contains($"connect({Nobody.Address}) → ECONNREFUSED", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_shows_its_calls_when_it_is_stopped()
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "upper@tcp://127.0.0.1:0", "--trace");
        await SockeyeProcess.RunAsync("send", server.Endpoint.ToString(), "abc");

        server.Process.Signal(Signal.Interrupt);

        ProcessResult result = await server.Process.ResultAsync();
        Assert.Contains("recv(16384) = 3 \"abc\"", result.Error, StringComparison.Ordinal);
        Assert.Contains("accept() → ECANCELED", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_sides_of_a_download_are_joined_when_one_process_plays_them()
    {
        TraceRun trace = await TraceRun.OfOursAsync("lab", "7");

        trace.Result.AssertExit(0);
        Assert.All(
            trace.Named("accept").Where(call => !call.TryGetProperty("error", out _)),
            call => Assert.NotEqual(0, call.GetProperty("from")[0].GetProperty("number").GetInt32()));
        Assert.NotEmpty(trace.Named("sendfile").Concat(trace.Named("send")));
        Assert.All(
            trace.Named("recv").Where(call => call.GetProperty("bytes").GetInt32() > 0),
            call => Assert.NotEqual(0, call.GetProperty("from")[0].GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task Datagrams_of_a_transfer_are_joined()
    {
        TraceRun trace = await TraceRun.OfOursAsync("lab", "8");

        trace.Result.AssertExit(0);
        Assert.Contains(trace.Calls, call => call.GetProperty("call").GetString()!.StartsWith("recv", StringComparison.Ordinal)
            && call.TryGetProperty("from", out var from) && from[0].GetProperty("number").GetInt32() > 0);
    }

    [Theory]
    [InlineData("ladder.svg", "<svg "), InlineData("ladder.html", "<!DOCTYPE html>"), InlineData("ladder.mmd", "sequenceDiagram")]
    [InlineData("ladder.txt", "sockeye lab 3.1\n"), InlineData("ladder.jsonl", "{\"number\"")]
    public async Task Ending_of_the_file_says_the_format(string name, string beginning)
    {
        using var folder = new TemporaryDirectory();

        ProcessResult result = await SockeyeProcess.RunAsync("lab", "3.1", "--trace-file", folder.At(name));

        result.AssertExit(0);
        Assert.Matches($@"(?m)^wrote {folder.At(name)}: \d+ calls of \d+ sockets$", result.Error);
        Assert.StartsWith(beginning, File.ReadAllText(folder.At(name)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_file_that_cannot_be_written_fails_before_anything_is_done()
    {
        ProcessResult result = await SockeyeProcess.RunAsync("lab", "3.1", "--trace-file", "/nowhere/ladder.svg");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("sockeye: cannot open /nowhere/ladder.svg", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--trace=svg", "a picture needs a file")]
    [InlineData("--trace=nonsense", "'nonsense' is not a format of a trace")]
    [InlineData("--events=1", "'1' is not a number from 2")]
    public async Task Wrong_options_are_explained(string option, string message)
    {
        ProcessResult result = await SockeyeProcess.RunAsync("lab", "3.1", option);

        result.AssertExit(2);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }
}
