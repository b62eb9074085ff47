using System.Net;
using Sockeye.Probing.Route;

namespace Sockeye.Probing.Tests.Route;

public sealed class RouteSessionTests
{
    private static readonly RouteOptions Thrice = new() { Rounds = 3 };

    [Fact]
    public void Hops_are_asked_in_order_until_the_destination_answers()
    {
        SimulatedWay way = SimulatedWay.To(3);

        RouteSession session = way.Run(Thrice);

        Assert.Equal([1, 2, 3, 1, 2, 3, 1, 2, 3], way.Sent.Select(sent => sent.Hop));
        Assert.Equal(
            [0, 50, 100, 1_000, 1_050, 1_100, 2_000, 2_050, 2_100], way.Sent.Select(sent => sent.At.TotalMilliseconds));
        Assert.Equal(RouteEnd.Reached, session.End);
        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3], way.Events.Select(happened => happened.Round));
        Assert.All(session.Hops, hop => Assert.Equal((3, 3, 0.0), (hop.Sent, hop.Received, hop.LossPercent)));
        Assert.Equal(TimeSpan.FromMilliseconds(2), session.Hops[1].Times.Mean);
        Assert.Equal([SimulatedWay.Destination], session.Hops[2].Addresses);
    }

    [Fact]
    public void Loss_is_of_the_probes_to_its_hop()
    {
        RouteSession session = SimulatedWay.To(3, isSilent: (hop, count) => hop == 2 && count % 4 == 0)
            .Run(new RouteOptions { Rounds = 8 });

        Assert.Equal([0.0, 25.0, 0.0], session.Hops.Select(hop => hop.LossPercent));
        Assert.Equal((8, 6), (session.Hops[1].Sent, session.Hops[1].Received));
    }

    [Fact]
    public void Silent_hop_is_passed_over_and_waited_for_at_the_end()
    {
        SimulatedWay way = SimulatedWay.To(4, isSilent: (hop, _) => hop == 2);

        RouteSession session = way.Run(new RouteOptions { Rounds = 1 });

        Assert.Equal(RouteEnd.Reached, session.End);
        Assert.Empty(session.Hops[1].Addresses);
        Assert.Equal(100, session.Hops[1].LossPercent);
        Assert.Equal(TimeSpan.FromMilliseconds(5_050), way.Now);
    }

    [Theory]
    [InlineData(4, 4, RouteEnd.Reached), InlineData(5, 4, RouteEnd.Reached), InlineData(5, 3, RouteEnd.Silent)]
    public void So_many_silent_hops_in_a_row_end_it(int destination, int maxSilent, RouteEnd end)
    {
        SimulatedWay way = SimulatedWay.To(destination, isSilent: (hop, _) => hop > 1 && hop < destination);

        RouteSession session = way.Run(new RouteOptions { Rounds = 2, MaxSilent = maxSilent });

        Assert.Equal(end, session.End);
        Assert.Equal(end == RouteEnd.Reached ? destination : 1 + maxSilent, session.Hops.Count);
    }

    [Fact]
    public void Slow_hops_are_not_taken_for_silent_ones()
    {
        var way = new SimulatedWay
        {
            Answers = (hop, _) => [(2_000, hop < 20 ? SimulatedWay.Passed(hop) : SimulatedWay.Reached())],
        };

        RouteSession session = way.Run(new RouteOptions { Rounds = 1 });

        Assert.Equal(RouteEnd.Reached, session.End);
        Assert.Equal(20, session.Hops.Count);
    }

    [Fact]
    public void Silence_is_waited_for_in_one_round_only()
    {
        SimulatedWay way = SimulatedWay.To(99, isSilent: (_, _) => true);

        way.Run(new RouteOptions { Rounds = 10, MaxSilent = 3 });

        Assert.Equal(TimeSpan.FromSeconds(5.1), way.Sent.Skip(3).First().At); // the third had its time
        Assert.Equal(30, way.Sent.Count);
        Assert.Equal(TimeSpan.FromSeconds(5.1 + 8 + 0.1 + 5), way.Now);
    }

    [Fact]
    public void Last_hop_that_may_be_asked_for_is_the_end()
    {
        RouteSession session = SimulatedWay.To(9).Run(new RouteOptions { Rounds = 1, MaxHops = 4 });

        Assert.Equal((RouteEnd.TooFar, 4), (session.End, session.Hops.Count));
    }

    [Fact]
    public void First_hop_may_be_another()
    {
        SimulatedWay way = SimulatedWay.To(5);

        RouteSession session = way.Run(new RouteOptions { Rounds = 1, FirstHop = 4 });

        Assert.Equal([4, 5], session.Hops.Select(hop => hop.Number));
    }

    [Fact]
    public void Probes_behind_the_destination_do_not_count()
    {
        var way = new SimulatedWay
        {
            Answers = (hop, _) => hop switch
            {
                < 3 => [(1, SimulatedWay.Passed(hop))],
                3 => [(400, SimulatedWay.Reached())], // meanwhile eight more were sent
                4 => [(20, SimulatedWay.Reached())], // overtakes it
                _ => [],
            },
        };

        RouteSession session = way.Run(new RouteOptions { Rounds = 1 });

        Assert.Equal(3, session.Hops.Count);
        Assert.Equal(RouteEnd.Reached, session.End);
        Assert.Equal(4, way.Sent.Max(sent => sent.Hop)); // the end was known by then, though not the first of it
        Assert.Equal(TimeSpan.FromMilliseconds(500), way.Now);
    }

    [Fact]
    public void Answers_in_another_order_are_those_of_their_hops()
    {
        var way = new SimulatedWay
        {
            Answers = (hop, _) => [(500 - (hop * 100), hop < 3 ? SimulatedWay.Passed(hop) : SimulatedWay.Reached())],
        };

        RouteSession session = way.Run(new RouteOptions { Rounds = 1 });

        Assert.Equal([3, 2, 1], way.Events.Where(happened => happened.Hop < 4).Select(happened => happened.Hop));
        Assert.Equal(
            [SimulatedWay.Host(1), SimulatedWay.Host(2), SimulatedWay.Destination],
            session.Hops.Select(hop => Assert.Single(hop.Addresses)));
    }

    [Fact]
    public void Several_ways_are_several_addresses_of_a_hop()
    {
        var way = new SimulatedWay
        {
            Answers = (hop, count) =>
                [(1, hop == 3 ? SimulatedWay.Reached() : SimulatedWay.Passed(hop == 2 ? 20 + (count % 2) : hop))],
        };

        RouteSession session = way.Run(new RouteOptions { Rounds = 6 });

        Assert.Equal([SimulatedWay.Host(21), SimulatedWay.Host(20)], session.Hops[1].Addresses);
        Assert.Equal((6, 6), (session.Hops[1].Sent, session.Hops[1].Received));
    }

    [Fact]
    public void Addresses_of_a_hop_are_bounded()
    {
        var way = new SimulatedWay
        {
            Answers = (hop, count) => [(1, hop == 2 ? SimulatedWay.Reached() : SimulatedWay.Passed(count))],
        };

        RouteSession session = way.Run(new RouteOptions { Rounds = 90 });

        Assert.Equal(RouteHop.MaxAddresses, session.Hops[0].Addresses.Count);
    }

    [Theory]
    [InlineData(0, "!N"), InlineData(1, "!H"), InlineData(2, "!P"), InlineData(10, "!X"), InlineData(13, "!X")]
    [InlineData(3, "!3")]
    public void Refusal_ends_the_way_with_its_mark(byte code, string mark)
    {
        var way = new SimulatedWay
        {
            Answers = (hop, _) => [(1, hop == 2 ? SimulatedWay.Refused(2, code) : SimulatedWay.Passed(hop))],
        };

        RouteSession session = way.Run(Thrice);

        Assert.Equal((RouteEnd.Refused, 2), (session.End, session.Hops.Count));
        Assert.Equal(mark, session.Hops[1].Cause!.Value.Mark);
        Assert.Equal(6, way.Sent.Count);
    }

    [Fact]
    public void Way_that_opens_later_is_followed()
    {
        var way = new SimulatedWay
        {
            Answers = (hop, count) =>
            [
                (1, hop == 3 ? SimulatedWay.Reached()
                    : hop == 2 && count == 1 ? SimulatedWay.Refused(2, 1)
                    : SimulatedWay.Passed(hop)),
            ],
        };

        RouteSession session = way.Run(Thrice);

        Assert.Equal((RouteEnd.Reached, 3), (session.End, session.Hops.Count));
    }

    [Fact]
    public void Loop_ends_it_at_the_second_return()
    {
        var way = new SimulatedWay { Answers = (hop, _) => [(1, SimulatedWay.Passed(hop % 2))] };

        RouteSession session = way.Run(Thrice);

        Assert.Equal((RouteEnd.Loop, 5), (session.End, session.Hops.Count));
        Assert.Equal(15, way.Sent.Count);
    }

    [Fact]
    public void Network_with_one_address_for_all_of_its_hops_is_no_loop()
    {
        var way = new SimulatedWay
        {
            Answers = (hop, _) => [(1, hop == 8 ? SimulatedWay.Reached() : SimulatedWay.Passed(7))],
        };

        Assert.Equal(RouteEnd.Reached, way.Run(Thrice).End);
    }

    [Fact]
    public void Second_answer_to_a_probe_is_nobodys()
    {
        var way = new SimulatedWay
        {
            Answers = (_, _) => [(1, SimulatedWay.Reached()), (2, SimulatedWay.Passed(66)), (3, SimulatedWay.Reached())],
        };

        RouteSession session = way.Run(Thrice);

        Assert.Equal(3, way.Events.Count);
        Assert.Equal([SimulatedWay.Destination], session.Hops[0].Addresses);
    }

    [Fact]
    public void Late_answer_says_who_and_counts_as_lost()
    {
        var way = new SimulatedWay
        {
            Answers = (hop, _) => [(hop == 1 ? 1_500 : 1, hop == 1 ? SimulatedWay.Passed(1) : SimulatedWay.Reached())],
        };

        RouteSession session = way.Run(new RouteOptions { Rounds = 3, Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(100, session.Hops[0].LossPercent);
        Assert.Equal([SimulatedWay.Host(1)], session.Hops[0].Addresses);
        Assert.Contains(way.Events, happened => happened is { IsLate: true, Hop: 1 });
    }

    [Fact]
    public void Answer_to_a_probe_that_was_never_sent_is_nobodys()
    {
        var session = new RouteSession(Thrice, TimeSpan.Zero);
        session.TryTakeProbe(TimeSpan.Zero, out RouteProbe probe);

        var answer = new RouteAnswer((ushort)(probe.Number + 1), RouteEventKind.Reached, SimulatedWay.Destination);

        Assert.Null(session.OnAnswer(answer, TimeSpan.Zero));
    }

    [Fact]
    public void Probe_that_could_not_be_sent_is_lost()
    {
        var session = new RouteSession(new RouteOptions { Rounds = 1, MaxHops = 1 }, TimeSpan.Zero);
        session.TryTakeProbe(TimeSpan.Zero, out RouteProbe probe);

        RouteEvent happened = session.OnSendFailed(probe.Number, "no route to host");

        Assert.Equal((RouteEventKind.Failed, "no route to host"), (happened.Kind, happened.Problem));
        Assert.Equal(100, session.Hops[0].LossPercent);
        Assert.True(session.IsFinished);
    }

    [Fact]
    public void Stop_leaves_what_is_on_its_way_pending()
    {
        var session = new RouteSession(Thrice, TimeSpan.Zero);
        session.TryTakeProbe(TimeSpan.Zero, out _);

        session.Stop();

        Assert.True(session.IsFinished);
        Assert.Equal((1, 1, 0.0), (session.Hops[0].Sent, session.Hops[0].Pending, session.Hops[0].LossPercent));
    }

    [Fact]
    public void Numbers_go_round_and_their_lowest_bits_tell_which_is_remembered()
    {
        var session = new RouteSession(new RouteOptions { MaxHops = 1 }, TimeSpan.Zero);
        TimeSpan now = TimeSpan.Zero;
        for (int sent = 0; sent < 70_000; sent++)
        {
            Assert.True(session.TryTakeProbe(now, out RouteProbe probe));
            Assert.NotEqual(0, probe.Number);
            Assert.Equal(probe.Number, session.NumberWith((probe.Number - 1) % RouteSession.Remembered));
            Assert.NotNull(session.OnAnswer(new RouteAnswer(probe.Number, RouteEventKind.Hop, IPAddress.Loopback), now));
            now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal(70_000, session.Hops[0].Received);
    }

    [Fact]
    public void Port_that_no_probe_went_to_is_of_none() =>
        Assert.Null(new RouteSession(Thrice, TimeSpan.Zero).NumberWith(5));
}
