using System.Net;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Probing.Tests.Ping;

public sealed class PingerTests
{
    private static readonly IPAddress Host = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Router = IPAddress.Parse("10.0.0.254");
    private static readonly PingPlan Plan = new() { Token = 0x1122_3344_5566_7788, Options = new() { Count = 3 } };

    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly FakeIcmpNetwork _network;
    private readonly List<PingReport> _reports = [];

    public PingerTests() => _network = new FakeIcmpNetwork(_clock);

    [Fact]
    public void Host_is_asked_at_the_interval_and_its_replies_are_reported() => _time.Run(async () =>
    {
        _network.Answer = (request, to) => [_network.Reply(request, to, milliseconds: 5)];
        var target = new PingTarget("host", Host);

        await RunAsync([target]);

        Assert.Equal(TimeSpan.FromSeconds(2), _clock.Elapsed); // the third at 2 s, and it was answered
        Assert.All(_reports, report => Assert.Equal((Host, 61), (report.From, report.HopLimit)));
        Assert.All(_reports, report => Assert.Equal(TimeSpan.FromMilliseconds(5), report.Event.RoundTrip));
        Assert.Equal([1, 2, 3], _reports.Select(report => report.Event.Sequence));
        Assert.Equal((3, 3), (target.Statistics.Transmitted, target.Statistics.Received));
        Assert.True(_network.IsDisposed);
    });

    [Fact]
    public void Same_address_on_two_links_is_two_hosts() => _time.Run(async () =>
    {
        _network.Answer = (request, to) => [_network.Reply(request, to, milliseconds: 5)];
        var first = new PingTarget("first", IPAddress.Parse("fe80::1%1"));
        var second = new PingTarget("second", IPAddress.Parse("fe80::1%2"));

        await RunAsync([first, second]);

        Assert.Equal((3, 3), (first.Statistics.Received, second.Statistics.Received));
        Assert.Equal((0, 0), (first.Statistics.Duplicates, second.Statistics.Duplicates));
    });

    [Fact]
    public void Silence_is_reported_at_the_time_out() => _time.Run(async () =>
    {
        await RunAsync([new PingTarget("host", Host)]);

        Assert.Equal(TimeSpan.FromSeconds(4), _clock.Elapsed); // 2 s after the third
        Assert.All(_reports, report => Assert.Equal(PingEventKind.TimedOut, report.Event.Kind));
        Assert.Equal(3, _reports.Count);
    });

    [Fact]
    public void Error_of_a_router_is_reported_with_its_sender_and_ends_the_wait() => _time.Run(async () =>
    {
        _network.Answer = (request, to) => [Error(3, 1, request, to)];

        await RunAsync([new PingTarget("host", Host)]);

        Assert.Equal(TimeSpan.FromSeconds(2), _clock.Elapsed);
        Assert.Equal(3, _reports.Count);
        Assert.All(_reports, report => Assert.Equal(
            (PingEventKind.Error, Router, "Destination Host Unreachable"),
            (report.Event.Kind, report.From, report.Event.Cause.ToString())));
    });

    [Fact]
    public void Error_of_the_queue_is_the_same() => _time.Run(async () =>
    {
        _network.Answer = (request, to) =>
            [new ReceivedIcmp(request, to, null, _network.After(1), new IcmpNotice(11, 0, 0, Router))];

        await RunAsync([new PingTarget("host", Host)]);

        Assert.Equal(3, _reports.Count);
        Assert.All(_reports, report => Assert.Equal(
            (Router, "Time to live exceeded"), (report.From, report.Event.Cause.ToString())));
    });

    [Fact]
    public void Reply_from_another_host_is_nobodys() => _time.Run(async () =>
    {
        _network.Answer = (request, _) => [_network.Reply(request, Router, 1)];

        await RunAsync([new PingTarget("host", Host)]);

        Assert.All(_reports, report => Assert.Equal(PingEventKind.TimedOut, report.Event.Kind));
    });

    [Fact]
    public void Garbage_is_weather() => _time.Run(async () =>
    {
        _network.Answer = (request, to) =>
        [
            .. Enumerable.Range(0, 36).Select(length => Message([.. Error(3, 1, request, to).Message.Span[..length]], to)),
            _network.Reply(request, to, 1),
        ];

        await RunAsync([new PingTarget("host", Host)]);

        Assert.Equal(3, _reports.Count);
        Assert.All(_reports, report => Assert.Equal(PingEventKind.Reply, report.Event.Kind));
    });

    [Fact]
    public void Many_hosts_share_a_socket_and_keep_their_distance() => _time.Run(async () =>
    {
        var sentAt = new List<TimeSpan>();
        _network.Answer = (request, to) =>
        {
            sentAt.Add(_clock.Elapsed);
            return to.GetAddressBytes()[3] % 2 == 0 ? [_network.Reply(request, to, 1)] : [];
        };
        PingTarget[] targets = [.. Enumerable.Range(0, 250).Select(i => new PingTarget($"{i}", new IPAddress([10, 0, 1, (byte)i])))];

        await RunAsync(targets, Plan with { Options = new() { Count = 1 } });

        Assert.Equal(Enumerable.Range(0, 250).Select(i => TimeSpan.FromMilliseconds(2 * i)), sentAt);
        Assert.Equal(125, targets.Count(target => target.Statistics.Received == 1));
        Assert.All(targets, target => Assert.Equal(1, target.Statistics.Transmitted));
    });

    [Fact]
    public void Stop_ends_it_and_leaves_what_is_on_its_way_pending() => _time.Run(async () =>
    {
        using var stop = new CancellationTokenSource();
        var target = new PingTarget("host", Host);
        Task run = new Pinger(_clock, _ => _network).RunAsync([target], Plan, _reports.Add, stop.Token);

        await VirtualTime.UntilAsync(() => _network.Sent.Count == 1);
        await stop.CancelAsync();
        await run;

        Assert.Equal((1, 1, 0.0), (target.Statistics.Transmitted, target.Statistics.Pending, target.Statistics.LossPercent));
        Assert.True(_network.IsDisposed);
    });

    [Fact]
    public void Refusal_of_this_machine_is_reported_for_each_request() => _time.Run(async () =>
    {
        _network.Answer = (_, _) => throw new IOException("cannot send to 10.0.0.1: network is unreachable");

        await RunAsync([new PingTarget("host", Host)]);

        Assert.Equal(3, _reports.Count);
        Assert.All(_reports, report => Assert.Contains("network is unreachable", report.Problem, StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1"), InlineData("::", "::1"), InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    public void Address_that_no_reply_can_come_from_is_replaced(string given, string pinged) =>
        Assert.Equal(IPAddress.Parse(pinged), new PingTarget("host", IPAddress.Parse(given)).Address);

    private async Task RunAsync(IReadOnlyList<PingTarget> targets, PingPlan? plan = null)
    {
        Task run = new Pinger(_clock, _ => _network).RunAsync(targets, plan ?? Plan, _reports.Add, CancellationToken.None);
        await VirtualTime.PassAsync(_clock, run);
    }

    private ReceivedIcmp Error(byte type, byte code, byte[] request, IPAddress to)
    {
        byte[] header = new byte[20];
        (header[0], header[9]) = (0x45, 1);
        to.GetAddressBytes().CopyTo(header, 16);
        return Message([type, code, 0, 0, 0, 0, 0, 0, .. header, .. request], Router);
    }

    private ReceivedIcmp Message(byte[] message, IPAddress from) => new(message, from, 64, _network.After(1));
}
