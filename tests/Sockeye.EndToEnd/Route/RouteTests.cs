using System.Text.Json;
using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Route;

/// <summary>Across three routers, the second of which is silent; by ICMP and UDP, by raw and by datagram sockets.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class RouteTests
{
    private const string Times = @"  [\d.]+ ms  [\d.]+ ms  [\d.]+ ms";

    [Theory]
    [InlineData(false, "10.96.4.1"), InlineData(true, "10.96.4.1"), InlineData(true, "10.96.4.1 --udp")]
    [InlineData(true, "10.96.4.1:53 --udp"), InlineData(true, "udp://10.96.4.1:53")]
    public async Task Hops_of_ipv4_are_shown_as_traceroute_shows_them(bool datagram, string words)
    {
        ProcessResult result = await RouteAsync(datagram, $"{words} -n -W 2s -i 300ms");

        result.AssertExit(0);
        Assert.Matches(
            @"^traceroute to 10\.96\.4\.1 \(10\.96\.4\.1\), 30 hops max, 60 byte packets\n"
            + $@" 1  10\.96\.1\.254{Times}\n 2  \* \* \*\n 3  10\.96\.3\.254{Times}\n 4  10\.96\.4\.1{Times}\n$",
            result.Output);
    }

    [Theory]
    [InlineData(false, "fd96:4::1"), InlineData(true, "icmp://[fd96:4::1]"), InlineData(true, "fd96:4::1 -u")]
    [InlineData(true, "[fd96:4::1]:53 -u")]
    public async Task Hops_of_ipv6_too(bool datagram, string words)
    {
        ProcessResult result = await RouteAsync(datagram, $"{words} -n -W 2s -i 300ms");

        result.AssertExit(0);
        Assert.Matches(
            @"^traceroute to fd96:4::1 \(fd96:4::1\), 30 hops max, 80 byte packets\n"
            + $@" 1  fd96:1::254{Times}\n 2  \* \* \*\n 3  fd96:3::254{Times}\n 4  fd96:4::1{Times}\n$",
            result.Output);
    }

    [Theory]
    [InlineData("10.96.5.1", "!H", "hop 3 (10.96.3.254) says: Destination Host Unreachable", 3)]
    [InlineData("10.96.6.1 -u", "!X", "hop 3 (10.96.3.254) says: Packet filtered", 3)]
    [InlineData("fd96:5::1", "!N", "hop 3 (fd96:3::254) says: Destination unreachable: No route", 3)]
    [InlineData("fd96:6::1 -u", "!X", "hop 3 (fd96:3::254) says: Destination unreachable: Administratively prohibited", 3)]
    [InlineData("10.96.7.1", "", "the way comes back to hop 7 (10.96.3.254) again and again", 3)]
    [InlineData("10.96.4.1 -m 3", "", "within 3 hops; raise --max-hops", 4)]
    [InlineData("10.96.4.1 --max-silent 1", "", "nobody behind hop 1 (10.96.1.254) answers within 2 s; try --udp", 4)]
    [InlineData("10.98.1.1", "", "cannot send to 10.98.1.1: no route to host", 1)]
    public async Task End_before_the_destination_has_its_reason_and_its_exit_code(string words, string mark, string reason, int code)
    {
        ProcessResult result = await RouteAsync(true, $"{words} -n -c 2 -W 2s -i 1s");

        result.AssertExit(code);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        if (mark.Length > 0)
            Assert.EndsWith($" ms {mark}\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_those_of_the_system_with_the_address_behind()
    {
        ProcessResult result = await RouteAsync(true, "10.96.4.1 -c 1 -W 2s");

        result.AssertExit(0);
        Assert.Contains("\n 1  first.example (10.96.1.254)  ", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n 4  10.96.4.1 (10.96.4.1)  ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_a_line_for_each_probe_each_hop_and_the_end()
    {
        ProcessResult result = await RouteAsync(true, "10.96.4.1 -c 2 -W 2s -i 300ms --json");

        result.AssertExit(0);
        JsonElement[] lines =
            [.. result.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        ILookup<string?, JsonElement> events = lines.ToLookup(line => line.GetProperty("event").GetString());
        Assert.Equal((4, 2, 2, 4, 1), (
            events["hop"].Count(), events["timeout"].Count(), events["reached"].Count(), events["statistics"].Count(),
            events["summary"].Count()));
        Assert.Equal([0, 100, 0, 0], events["statistics"].Select(line => line.GetProperty("lossPercent").GetDouble()));
        JsonElement first = events["statistics"].First().GetProperty("addresses")[0];
        Assert.Equal(
            ("10.96.1.254", "first.example"), (first.GetProperty("address").GetString(), first.GetProperty("name").GetString()));
        Assert.Equal("reached", lines[^1].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Report_is_a_table_of_the_hops()
    {
        ProcessResult result = await RouteAsync(true, "10.96.4.1 -n -r -c 3 -W 2s -i 300ms");

        result.AssertExit(0);
        string[] lines = result.Output.TrimEnd().Split('\n');
        Assert.Equal("hop  host         loss %  sent  last ms  avg ms  best ms  worst ms  stdev", lines[1]);
        Assert.Matches(@"^  1  10\.96\.1\.254       0     3( +[\d.]+){5}$", lines[2]);
        Assert.Equal("  2  *               100     3        -       -        -         -      -", lines[3]);
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public async Task Parser_of_traceroute_reads_ours()
    {
        ProcessResult ours = await RouteAsync(true, "10.96.4.1 -c 3 -W 2s -i 300ms");
        await using RunningProcess jc = RunningProcess.Start(Peer.Find(Peer.Jc), "--traceroute");
        await jc.FeedAllAsync(System.Text.Encoding.UTF8.GetBytes(ours.Output));

        JsonElement read = JsonDocument.Parse((await jc.ResultAsync()).Output).RootElement;

        Assert.Equal("10.96.4.1", read.GetProperty("destination_ip").GetString());
        JsonElement[] hops = [.. read.GetProperty("hops").EnumerateArray()];
        Assert.Equal([3, 0, 3, 3], hops.Select(hop => hop.GetProperty("probes").GetArrayLength()));
        Assert.Equal("first.example", hops[0].GetProperty("probes")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(""), InlineData("--udp")]
    public async Task Nobody_needs_a_privilege(string method)
    {
        ProcessResult result = await LongNetwork.RunAsync(
            datagramSockets: method.Length == 0,
            [.. Unprivileged.Words, .. SockeyeProcess.CommandLine(
                ["route", "10.96.4.1", "-n", "-c", "1", "-W", "500ms", .. method.Split(' ', StringSplitOptions.RemoveEmptyEntries)])]);

        result.AssertExit(0);
    }

    private static Task<ProcessResult> RouteAsync(bool datagram, string words) =>
        LongNetwork.RunAsync(datagram, SockeyeProcess.CommandLine(["route", .. words.Split(' ')]));
}
