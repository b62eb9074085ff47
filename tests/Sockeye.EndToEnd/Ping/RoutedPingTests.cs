using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Ping;

/// <summary>Across a router that loses, refuses and is too narrow; by raw and by datagram sockets.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class RoutedPingTests
{
    [Theory]
    [InlineData(false, "raw"), InlineData(true, "datagram")]
    public async Task Kind_of_socket_is_said_and_hosts_of_both_families_answer(bool datagram, string kind)
    {
        ProcessResult result = await PingAsync(datagram, "10.99.2.1", "fd99:2::1", "-c", "2", "-i", "20ms");

        result.AssertExit(0);
        Assert.Contains($"PING 10.99.2.1 (10.99.2.1) 56(84) bytes of data.\nby a {kind} ICMP socket\n", result.Output, StringComparison.Ordinal);
        Assert.Contains($"PING fd99:2::1(fd99:2::1) 56 data bytes\nby a {kind} ICMP socket\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("64 bytes from 10.99.2.1: icmp_seq=2 ttl=63 time=", result.Output, StringComparison.Ordinal);
        Assert.Contains("64 bytes from fd99:2::1: icmp_seq=2 ttl=63 time=", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.99.3.1", "", "From 10.99.1.254 icmp_seq=1 Destination Host Unreachable")]
    [InlineData("10.99.4.1", "", "From 10.99.1.254 icmp_seq=1 Packet filtered")]
    [InlineData("fd99:3::1", "", "From fd99:1::254 icmp_seq=1 Destination unreachable: No route")]
    [InlineData("10.99.2.1", "--ttl 1", "From 10.99.1.254 icmp_seq=1 Time to live exceeded")]
    [InlineData("fd99:2::1", "--ttl 1", "From fd99:1::254 icmp_seq=1 Time exceeded: Hop limit")]
    [InlineData("10.99.2.1", "-s 1400 --dont-fragment", "From 10.99.1.254 icmp_seq=1 Frag needed and DF set (mtu = 1280)")]
    [InlineData("fd99:2::1", "-s 1400 --dont-fragment", "From fd99:1::254 icmp_seq=1 Packet too big: mtu=1280")]
    [InlineData("10.98.0.1", "", "not sent: icmp_seq=1 cannot send to 10.98.0.1: no route to host")]
    [InlineData("10.99.2.1", "-s 1480 --dont-fragment", "not sent: icmp_seq=1 cannot send to 10.99.2.1: message too long (mtu=1500)")]
    public async Task Error_has_its_reason_and_its_sender(string host, string options, string line)
    {
        foreach (bool datagram in new[] { false, true })
        {
            ProcessResult result = await PingAsync(
                datagram, [host, "-c", "1", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

            result.AssertExit(1);
            Assert.Contains(line + "\n", result.Output, StringComparison.Ordinal);
            Assert.Contains("1 packets transmitted, 0 received, +1 errors, 100% packet loss, time ", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_fourth_request_is_lost_to_us_as_to_ping()
    {
        string ping = Peer.Find(Peer.Ping);
        ProcessResult theirs = await RoutedNetwork.RunAsync(
            false, ping, "-c", "8", "-i", "0.01", "-W", "1", "10.99.2.4");
        ProcessResult ours = await PingAsync(false, "10.99.2.4", "-c", "8", "-i", "10ms", "-W", "500ms");

        Assert.Contains("8 packets transmitted, 6 received, 25% packet loss", theirs.Output, StringComparison.Ordinal);
        Assert.Contains("8 packets transmitted, 6 received, 25% packet loss", ours.Output, StringComparison.Ordinal);
        Assert.Contains("no answer yet for icmp_seq=4 from 10.99.2.4 within 0.5 s\n", ours.Output, StringComparison.Ordinal);
        Assert.Contains("no answer yet for icmp_seq=8 from 10.99.2.4 within 0.5 s\n", ours.Output, StringComparison.Ordinal);
        ours.AssertExit(1);
    }

    [Fact]
    public async Task Without_any_right_it_says_what_would_help()
    {
        ProcessResult result = await RoutedNetwork.RunAsync(
            false, [.. Unprivileged.Words, .. SockeyeProcess.CommandLine("ping", "127.0.0.1", "-c", "1")]);

        result.AssertExit(1);
        Assert.Matches(
            "^sockeye: cannot open an ICMP socket: permission denied .*sysctl .*setcap cap_net_raw.*\n$", result.Error);
    }

    [Fact]
    public async Task Datagram_socket_needs_no_privilege()
    {
        ProcessResult result = await RoutedNetwork.RunAsync(
            true, [.. Unprivileged.Words, .. SockeyeProcess.CommandLine("ping", "127.0.0.1", "::1", "-c", "1")]);

        result.AssertExit(0);
    }

    private static Task<ProcessResult> PingAsync(bool datagram, params string[] arguments) =>
        RoutedNetwork.RunAsync(datagram, SockeyeProcess.CommandLine(["ping", .. arguments]));
}
