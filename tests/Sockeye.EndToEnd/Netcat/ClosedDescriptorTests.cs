using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Netcat;

/// <summary>Standard input or output closed by the shell: their numbers then belong to files of the runtime.</summary>
public sealed class ClosedDescriptorTests
{
    [Fact]
    public async Task Closed_input_is_an_input_that_has_ended()
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "echo@tcp://127.0.0.1:0");

        ProcessResult connect = await RunAsync("", "<&-", "connect", server.Endpoint.ToString());

        connect.AssertExit(0);
    }

    [Theory, InlineData("connect", ""), InlineData("send", "hi")]
    public async Task Closed_output_is_named(string command, string text)
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "ack@tcp://127.0.0.1:0");
        string[] arguments = [command, server.Endpoint.ToString(), .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        ProcessResult result = await RunAsync("printf hi |", ">&-", arguments);

        result.AssertExit(1);
        Assert.EndsWith("cannot write standard output: it is closed\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version", ">&-", 1, "cannot write standard output: it is closed")]
    [InlineData("--version", ">/dev/full", 1, "cannot write standard output: No space left on device")]
    [InlineData("--help", ">&-", 1, "cannot write standard output: it is closed")]
    [InlineData("bogus", "2>&-", 2, "")]
    public async Task Command_line_is_answered_as_far_as_can_be(
        string argument, string redirection, int exitCode, string explanation)
    {
        ProcessResult result = await RunAsync("", redirection, argument);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(explanation, result.Error, StringComparison.Ordinal);
    }

    // The shell does the closing.
    private static Task<ProcessResult> RunAsync(string feed, string redirection, params string[] arguments)
    {
        string line = string.Join(' ', SockeyeProcess.CommandLine(arguments).Select(word => $"'{word}'"));
        return RunningProcess.RunAsync("sh", "-c", $"{feed} {line} {redirection}");
    }
}
