using Sockeye.EndToEnd.Ping;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Probe;

/// <summary>Every way in which a connection fails, by the kernel's own words, across a router.</summary>
public sealed class RoutedProbeTests
{
    [Theory]
    [InlineData("tcp://10.99.2.1:9", "111 ECONNREFUSED, connection refused", 3)]
    [InlineData("tcp://[fd99:2::1]:9", "111 ECONNREFUSED, connection refused", 3)]
    [InlineData("tcp://10.99.1.9:9", "110 ETIMEDOUT, connection timed out", 4)]
    [InlineData("tcp://10.98.0.1:9", "113 EHOSTUNREACH, no route to host", 1)] // this machine knows it
    [InlineData("tcp://10.99.3.1:9", "113 EHOSTUNREACH, no route to host", 1)] // the router says so
    [InlineData("tcp://10.97.0.1:9", "13 EACCES, permission denied", 1)]
    [InlineData("udp://10.99.2.1:9", "111 ECONNREFUSED, connection refused", 3)]
    public async Task Failure_has_its_name_number_and_exit_code(string endpoint, string outcome, int code)
    {
        ProcessResult result = await ProbeAsync(endpoint);

        Assert.StartsWith($"{endpoint}: {outcome}  name ", result.Output, StringComparison.Ordinal);
        Assert.Equal((code, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("tcp://10.99.1.9:9", "110 ETIMEDOUT, no answer within 0.1 s", 4)]
    [InlineData("udp://10.99.1.9:9", "open or filtered, no answer within 0.1 s", 0)]
    public async Task Our_own_time_out_says_how_long_it_was(string endpoint, string outcome, int code)
    {
        ProcessResult result = await ProbeAsync(endpoint, "--timeout", "100ms");

        Assert.StartsWith($"{endpoint}: {outcome}  name ", result.Output, StringComparison.Ordinal);
        Assert.Equal((code, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Unknown_host_is_a_line_of_its_own()
    {
        string name = new('x', 64); // too long for a name: no server is asked (RFC 1035 §2.3.4)
        ProcessResult result = await ProbeAsync($"tcp://{name}:9");

        Assert.Equal($"tcp://{name}:9: cannot resolve {name}: name not known\n", result.Output);
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
    }

    private static Task<ProcessResult> ProbeAsync(params string[] arguments) =>
        RoutedNetwork.RunAsync(datagramSockets: false, SockeyeProcess.CommandLine(["probe", .. arguments]));
}
