using System.Net;
using Sockeye.Probing.Ping;
using Sockeye.Probing.Route;
using Sockeye.Probing.Tests.Ping;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Probing.Tests.Route;

/// <summary>Messages as they come, from honest routers and from others.</summary>
public sealed class RouteTracerTests
{
    private const ulong Token = 0x1122_3344_5566_7788;

    private static readonly IPAddress Host = IPAddress.Parse("10.0.0.9");
    private static readonly IPAddress Router = IPAddress.Parse("10.0.0.254");
    private static readonly IcmpNotice TooLong = new(11, 0, 0, Router);
    private static readonly RouteOptions Once = new() { Rounds = 1, MaxHops = 3 };

    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly FakeIcmpNetwork _network;
    private readonly List<RouteEvent> _events = [];

    public RouteTracerTests() => _network = new FakeIcmpNetwork(_clock) { KernelIdentifies = true };

    [Fact]
    public void Router_and_destination_are_told_apart() => _time.Run(async () =>
    {
        _network.Answer = (probe, to) => [_network.HopLimit < 2 ? Notice(probe, to, TooLong) : _network.Reply(probe, to, 3)];

        RouteTracer tracer = await RunAsync(RouteMethod.Icmp);

        Assert.Equal([RouteEventKind.Hop, RouteEventKind.Reached], _events.Select(happened => happened.Kind));
        Assert.Equal([Router, Host], _events.Select(happened => happened.From));
        Assert.Equal(TimeSpan.FromMilliseconds(3), _events[1].RoundTrip);
        Assert.Equal((RouteEnd.Reached, 2), (tracer.End, tracer.Hops.Count));
    });

    [Fact]
    public void Raw_socket_finds_its_probe_in_the_quotation() => _time.Run(async () =>
    {
        var network = new FakeIcmpNetwork(_clock);
        network.Answer = (probe, to) => network.HopLimit < 2
            ? [Quoting(11, 0, probe, to), Quoting(11, 0, [.. probe.AsSpan(0, 8)], to)]
            : [network.Reply(probe, to, 1)];

        RouteTracer tracer = await RunAsync(RouteMethod.Icmp, network);

        Assert.Equal(RouteEnd.Reached, tracer.End);
        Assert.Equal([Router], tracer.Hops[0].Addresses);
    });

    [Theory]
    [InlineData("another number"), InlineData("another token"), InlineData("another destination"), InlineData("a reply")]
    [InlineData("another type"), InlineData("cut"), InlineData("advice"), InlineData("reassembly")]
    public void Error_about_somebody_elses_packet_is_ignored(string lie) => _time.Run(async () =>
    {
        _network.Answer = (probe, to) =>
        [
            lie switch
            {
                "another number" => Notice([.. probe[..6], 77, 77, .. probe[8..]], to, TooLong),
                "another token" => Notice([.. probe[..12], 0, .. probe[13..]], to, TooLong),
                "another destination" => Notice(probe, Router, TooLong),
                "a reply" => Notice([0, .. probe[1..]], to, TooLong),
                "another type" => Notice([13, .. probe[1..]], to, TooLong),
                "cut" => Notice(probe[..7], to, TooLong),
                "advice" => Notice(probe, to, new IcmpNotice(5, 1, 0, Router)),
                _ => Notice(probe, to, new IcmpNotice(11, 1, 0, Router)),
            },
        ];

        RouteTracer tracer = await RunAsync(RouteMethod.Icmp);

        Assert.All(_events, happened => Assert.Equal(RouteEventKind.TimedOut, happened.Kind));
        Assert.Equal(RouteEnd.Silent, tracer.End);
    });

    [Fact]
    public void Reply_from_somebody_else_does_not_reach() => _time.Run(async () =>
    {
        _network.Answer = (probe, _) => [_network.Reply(probe, Router, 1)];

        Assert.Equal(RouteEnd.Silent, (await RunAsync(RouteMethod.Icmp)).End);
    });

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Error_of_the_destination_itself_reaches_it_and_of_another_refuses(bool isOwn) => _time.Run(async () =>
    {
        _network.Answer = (probe, to) => [Notice(probe, to, new IcmpNotice(3, 10, 0, isOwn ? Host : Router))];

        RouteTracer tracer = await RunAsync(RouteMethod.Icmp);

        Assert.Equal(isOwn ? RouteEnd.Reached : RouteEnd.Refused, tracer.End);
        Assert.Equal("!X", Assert.Single(tracer.Hops).Cause!.Value.Mark);
    });

    [Fact]
    public void Udp_goes_from_port_to_port_and_is_known_by_it() => _time.Run(async () =>
    {
        var ports = new List<int>();
        _network.Answer = (probe, to) =>
        {
            ports.Add(_network.To!.Port);
            return _network.HopLimit < 3
                ? [Notice([], to, TooLong) with { Port = _network.To.Port }] // quotes the header only
                : [Notice(probe, to, new IcmpNotice(3, 3, 0, Host)) with { Port = _network.To.Port }];
        };

        RouteTracer tracer = await RunAsync(RouteMethod.UdpFrom());

        Assert.Equal([33_434, 33_435, 33_436], ports);
        Assert.Equal(RouteEnd.Reached, tracer.End);
        Assert.Equal([Router, Router, Host], tracer.Hops.Select(hop => Assert.Single(hop.Addresses)));
        Assert.Null(tracer.Hops[2].Cause); // as it should be: nobody listens there
    });

    [Fact]
    public void Udp_to_one_port_is_known_by_what_is_quoted() => _time.Run(async () =>
    {
        _network.Answer = (probe, to) => _network.HopLimit switch
        {
            1 => [Notice(probe[..20], to, TooLong) with { Port = 53 }],
            2 => [Notice([], to, TooLong) with { Port = 53 }], // may be any of them
            _ => [Notice(probe, to, new IcmpNotice(3, 3, 0, Host)) with { Port = 53 }],
        };

        RouteTracer tracer = await RunAsync(RouteMethod.UdpTo(53));

        Assert.Equal([1, 0, 1], tracer.Hops.Select(hop => hop.Received));
        Assert.Equal(RouteEnd.Reached, tracer.End);
    });

    [Fact]
    public void Service_that_answers_udp_is_reached() => _time.Run(async () =>
    {
        _network.Answer = (_, to) =>
            [new ReceivedIcmp("what?"u8.ToArray(), to, 60, _network.After(1), Port: _network.To!.Port)];

        Assert.Equal(RouteEnd.Reached, (await RunAsync(RouteMethod.UdpFrom(7_000))).End);
    });

    [Theory]
    [InlineData("another token"), InlineData("another port"), InlineData("a port out of range"), InlineData("another destination")]
    [InlineData("another number")]
    public void Udp_error_about_somebody_elses_packet_is_ignored(string lie) => _time.Run(async () =>
    {
        _network.Answer = (probe, to) =>
        [
            lie switch
            {
                "another token" => Notice([.. probe[..5], 0, .. probe[6..]], to, TooLong) with { Port = _network.To!.Port },
                "another number" => Notice([77, 77, .. probe[2..]], to, TooLong) with { Port = _network.To!.Port },
                "another port" => Notice(probe, to, TooLong) with { Port = _network.To!.Port + 1 },
                "a port out of range" => Notice([], to, TooLong) with { Port = 9 },
                _ => Notice(probe, Router, TooLong) with { Port = _network.To!.Port },
            },
        ];

        Assert.Equal(RouteEnd.Silent, (await RunAsync(RouteMethod.UdpFrom())).End);
    });

    [Fact]
    public void Refusal_of_this_machine_at_the_first_probe_is_the_end() => _time.Run(async () =>
    {
        _network.Answer = (_, _) => throw new IOException("cannot send to 10.0.0.9: network is unreachable");

        IOException refused = await Assert.ThrowsAsync<IOException>(() => RunAsync(RouteMethod.Icmp));

        Assert.Contains("network is unreachable", refused.Message, StringComparison.Ordinal);
        Assert.Single(_network.Sent);
    });

    [Fact]
    public void Refusal_of_this_machine_later_is_a_lost_probe() => _time.Run(async () =>
    {
        _network.Answer = (probe, to) => _network.HopLimit switch
        {
            2 => throw new IOException("cannot send to 10.0.0.9: network is unreachable"),
            3 => [_network.Reply(probe, to, 1)],
            _ => [Notice(probe, to, TooLong)],
        };

        RouteTracer tracer = await RunAsync(RouteMethod.Icmp);

        Assert.Equal(RouteEnd.Reached, tracer.End);
        Assert.Contains(_events, happened => happened is { Kind: RouteEventKind.Failed, Hop: 2 });
    });

    [Fact]
    public void Answer_ends_the_wait_at_once() => _time.Run(async () =>
    {
        _network.Answer = (probe, to) => [_network.Reply(probe, to, 0)];

        await RunAsync(RouteMethod.Icmp);

        Assert.True(_clock.Elapsed <= RouteOptions.Gap, $"{_clock.Elapsed}");
    });

    [Fact]
    public void Stop_ends_it() => _time.Run(async () =>
    {
        using var stop = new CancellationTokenSource();
        var tracer = new RouteTracer(_clock, _network);
        Task run = tracer.RunAsync(
            new PingTarget("host", Host), RouteMethod.Icmp, new RouteOptions(), Token, _events.Add, stop.Token);

        await VirtualTime.UntilAsync(() => _network.Sent.Count == 1);
        await stop.CancelAsync();
        await run;

        Assert.Equal((1, 1), (tracer.Hops[0].Sent, tracer.Hops[0].Pending));
    });

    private async Task<RouteTracer> RunAsync(RouteMethod method, FakeIcmpNetwork? network = null)
    {
        var tracer = new RouteTracer(_clock, network ?? _network);
        Task run = tracer.RunAsync(
            new PingTarget("host", Host), method, Once, Token, _events.Add, CancellationToken.None);
        await VirtualTime.PassAsync(_clock, run);
        return tracer;
    }

    private ReceivedIcmp Notice(byte[] probe, IPAddress to, IcmpNotice notice) =>
        new(probe, to, null, _network.After(1), notice);

    private ReceivedIcmp Quoting(byte type, byte code, byte[] probe, IPAddress to)
    {
        byte[] header = new byte[20];
        (header[0], header[9]) = (0x45, 1);
        to.GetAddressBytes().CopyTo(header, 16);
        return new ReceivedIcmp((byte[])[type, code, 0, 0, 0, 0, 0, 0, .. header, .. probe], Router, 64, _network.After(1));
    }
}
