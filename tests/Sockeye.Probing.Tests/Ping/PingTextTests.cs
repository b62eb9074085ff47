using System.Net;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Probing.Tests.Ping;

public sealed class PingTextTests
{
    private static readonly IPAddress Router = IPAddress.Parse("10.0.0.254");
    private static readonly PingTarget Target = new("host", IPAddress.Parse("10.0.0.1"));

    [Theory]
    [InlineData(PingEventKind.Reply, "64 bytes from host (10.0.0.1): icmp_seq=7 ttl=61 time=1.234 ms")]
    [InlineData(PingEventKind.Duplicate, "64 bytes from host (10.0.0.1): icmp_seq=7 ttl=61 time=1.234 ms (DUP!)")]
    [InlineData(PingEventKind.Late, "64 bytes from host (10.0.0.1): icmp_seq=7 ttl=61 time=1.234 ms (late)")]
    public void Reply_has_its_length_address_number_hop_limit_and_time(PingEventKind kind, string line) => Assert.Equal(
        line,
        PingText.Of(new PingReport(Target, new PingEvent(kind, 7, TimeSpan.FromMicroseconds(1_234), 64), Target.Address, 61)));

    [Fact]
    public void What_is_no_reply_says_what_it_is()
    {
        var lost = new PingReport(Target, new PingEvent(PingEventKind.TimedOut, 7, TimeSpan.FromSeconds(2)));
        var cause = new IcmpErrorCause(IcmpVersion.V4, 3, 1, 0);
        var failed = new PingReport(Target, new PingEvent(PingEventKind.Error, 7, TimeSpan.Zero, Cause: cause), Router);
        var unsent = new PingReport(Target, new PingEvent(PingEventKind.Error, 7, TimeSpan.Zero), Problem: "cannot send");

        Assert.Equal("no answer yet for icmp_seq=7 from 10.0.0.1 within 2 s", PingText.Of(lost));
        Assert.Equal("From 10.0.0.254 icmp_seq=7 Destination Host Unreachable", PingText.Of(failed));
        Assert.Equal("not sent: icmp_seq=7 cannot send", PingText.Of(unsent));
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", "PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.")]
    [InlineData("host", "10.0.0.1", "PING host (10.0.0.1) 56(84) bytes of data.")]
    [InlineData("::1", "::1", "PING ::1(::1) 56 data bytes")]
    [InlineData("host", "::1", "PING host(host (::1)) 56 data bytes")]
    public void First_line_is_that_of_iputils(string host, string address, string line) =>
        Assert.Equal(line, PingText.StartOf(new PingTarget(host, IPAddress.Parse(address)), 56));

    [Theory]
    [InlineData(0, "0"), InlineData(100, "100"), InlineData(25, "25"), InlineData(33.333, "33.3")]
    [InlineData(0.001, "<0.1"), InlineData(99.999, ">99.9")]
    public void Nothing_and_all_are_said_only_when_it_is_exactly_that(double percent, string text) =>
        Assert.Equal(text, PingText.Percent(percent));
}
