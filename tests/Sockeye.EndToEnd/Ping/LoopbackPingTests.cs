using System.Text.Json;
using System.Text.RegularExpressions;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Ping;

/// <summary>Against this machine, beside ping(8). Needs the right to an ICMP socket.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed partial class LoopbackPingTests
{
    [Theory]
    [InlineData("127.0.0.1"), InlineData("::1")]
    public async Task Replies_are_those_that_ping_sees(string host)
    {
        ProcessResult theirs = await RunningProcess.RunAsync(Peer.Find(Peer.Ping), "-c", "5", "-i", "0.02", host);
        ProcessResult ours = await PingAsync(host, "-c", "5", "-i", "20ms");

        Assert.Equal(5, Reply().Count(ours.Output));
        Assert.Equal(
            Reply().Matches(theirs.Output).Select(match => match.Value), Reply().Matches(ours.Output).Select(match => match.Value));
        Assert.Contains("5 packets transmitted, 5 received, 0% packet loss", ours.Output, StringComparison.Ordinal);
        Assert.Equal((theirs.ExitCode, 0), (ours.ExitCode, ours.ExitCode));
    }

    [Fact]
    public async Task Host_that_is_there_twice_is_pinged_once()
    {
        ProcessResult ours = await PingAsync("127.0.0.1", "127.0.0.1", "::1", "-c", "2", "-i", "20ms");

        ours.AssertExit(0);
        Assert.Contains("127.0.0.1 is left out: 127.0.0.1 is the same address", ours.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("::1"), InlineData("localhost")]
    public async Task A_parser_of_ping_reads_ours(string host)
    {
        ProcessResult ours = await PingAsync(host, "-c", "3", "-i", "20ms");
        await using RunningProcess jc = RunningProcess.Start(Peer.Find(Peer.Jc), "--ping");
        await jc.FeedAllAsync(System.Text.Encoding.UTF8.GetBytes(ours.Output));

        JsonElement read = JsonDocument.Parse((await jc.ResultAsync()).Output).RootElement;

        Assert.Equal((3, 3, 0), (Number("packets_transmitted"), Number("packets_received"), Number("duplicates")));
        Assert.Equal(host, read.GetProperty("destination").GetString());
        Assert.Equal([1, 2, 3], read.GetProperty("responses").EnumerateArray().Select(reply => reply.GetProperty("icmp_seq").GetInt32()));
        Assert.StartsWith("rtt min/avg/max/mdev = ", ours.Output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.InRange(read.GetProperty("time_ms").GetDouble(), 0, double.MaxValue);

        int Number(string name) => read.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task One_unknown_host_among_several_stops_only_itself()
    {
        string unknown = new('x', 64); // too long for a name: no server is asked (RFC 1035 §2.3.4)

        ProcessResult result = await PingAsync("127.0.0.1", unknown, "::1", "-c", "1");

        result.AssertExit(1);
        Assert.Matches($"^sockeye: cannot [^\n]*{unknown}[^\n]*\n$", result.Error);
        Assert.Contains("from ::1: icmp_seq=1", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Block_is_swept()
    {
        ProcessResult result = await PingAsync("--sweep", "127.0.0.0/24", "-i", "1ms");

        result.AssertExit(0);
        Assert.Matches(@"(?m)^127\.0\.0\.254 +\d+\.\d\d\d ms$", result.Output);
        Assert.EndsWith("127.0.0.0/24: 254 of 254 hosts answered\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_a_line_for_each_reply_and_the_summary()
    {
        ProcessResult result = await PingAsync("127.0.0.1", "-c", "2", "-i", "20ms", "--json");

        JsonElement[] lines =
            [.. result.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["reply", "reply", "summary"], lines.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal((64, 64), (lines[0].GetProperty("bytes").GetInt32(), lines[0].GetProperty("ttl").GetInt32()));
        Assert.Equal((2, 0), (lines[2].GetProperty("received").GetInt32(), lines[2].GetProperty("lossPercent").GetInt32()));
    }

    [Fact]
    public async Task Interrupt_ends_it_with_the_summary()
    {
        await RequireRightAsync();
        await using RunningProcess ping = SockeyeProcess.Start("ping", "127.0.0.1", "-i", "10m");
        await ping.OutputAsync("icmp_seq=1 "); // so none is under way

        ping.Signal(Signal.Interrupt);

        ProcessResult result = await ping.ResultAsync();
        Assert.Matches(@"1 packets transmitted, 1 received.*, 0% packet loss, time \d+ms\nrtt min/avg/max/mdev = ", result.Output);
        result.AssertExit(0);
    }

    [Fact]
    public async Task Quiet_is_the_first_line_and_the_summary()
    {
        ProcessResult result = await PingAsync("127.0.0.1", "-c", "2", "-i", "20ms", "-q");

        result.AssertExit(0);
        Assert.DoesNotContain("icmp_seq", result.Output, StringComparison.Ordinal);
        Assert.StartsWith("PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("2 packets transmitted, 2 received, 0% packet loss", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_come_from_standard_input()
    {
        await RequireRightAsync();
        await using RunningProcess ping = SockeyeProcess.Start("ping", "--file", "-", "-c", "1", "--json", "-q");
        await ping.FeedAllAsync("# here\n127.0.0.1\n\n::1 # too\n"u8.ToArray());

        ProcessResult result = await ping.ResultAsync();

        result.AssertExit(0);
        Assert.Equal(
            ["127.0.0.1", "::1"],
            result.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("host").GetString()));
    }

    private static async Task RequireRightAsync() => await PingAsync("127.0.0.1", "-c", "1");

    private static async Task<ProcessResult> PingAsync(params string[] arguments)
    {
        ProcessResult result = await SockeyeProcess.RunAsync(["ping", .. arguments]);
        if (result.Error.Contains("cannot open an ICMP socket", StringComparison.Ordinal))
            throw Peer.Missing(result.Error);

        return result;
    }

    [GeneratedRegex(@"\d+ bytes from \S+ icmp_seq=\d+ ttl=\d+")]
    private static partial Regex Reply();
}
