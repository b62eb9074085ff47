using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Protocols.Tests.Icmp;

public sealed class PingStatisticsTests
{
    [Fact]
    public void Times_are_summed_up_as_ping_does()
    {
        PingTimes times = Summarize(2, 4, 4, 4, 5, 5, 7, 9); // the textbook's: mean 5, deviation 2

        Assert.Equal((Ms(2), Ms(5), Ms(9), Ms(2)), (times.Least, times.Mean, times.Most, times.Deviation));
        Assert.Equal(Ms(1), times.Jitter); // 2 0 0 1 0 2 2 over 7
        Assert.Equal((Ms(4), Ms(9), Ms(9)), (times.Median, times.P95, times.P99));
    }

    [Fact]
    public void Single_time_is_all_there_is()
    {
        PingTimes times = Summarize(3);

        Assert.Equal(new PingTimes(Ms(3), Ms(3), Ms(3), Ms(0), Ms(3), Ms(3), Ms(3), Ms(0)), times);
    }

    [Fact]
    public void Percentile_is_the_nearest_rank()
    {
        PingTimes times = Summarize([.. Enumerable.Range(1, 200)]);

        Assert.Equal((Ms(100), Ms(190), Ms(198)), (times.Median, times.P95, times.P99));
    }

    [Fact]
    public void Times_are_in_order_whatever_they_are() => Prop.ForAll<NonEmptyArray<ushort>>(values =>
    {
        PingTimes times = Summarize([.. values.Get.Select(value => (int)value)]);
        TimeSpan[] order = [times.Least, times.Median, times.P95, times.P99, times.Most];
        return order.SequenceEqual(order.Order()) && times.Least <= times.Mean && times.Mean <= times.Most
            && times.Deviation <= times.Most - times.Least && times.Jitter <= times.Most - times.Least;
    }).QuickCheckThrowOnFailure();

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static PingTimes Summarize(params int[] milliseconds)
    {
        var options = new PingOptions { PayloadBytes = 0, Interval = TimeSpan.FromSeconds(1_000), Timeout = TimeSpan.FromSeconds(30) };
        var session = new PingSession(options, IcmpVersion.V4, 1, new PingPayload(0), TimeSpan.Zero);
        TimeSpan now = TimeSpan.Zero;
        foreach (int time in milliseconds)
        {
            byte[] message = new byte[8];
            Assert.True(session.TryTakeRequest(message, now, out _));
            Assert.True(IcmpEcho.TryParse(IcmpVersion.V4, IcmpMessages.ReplyTo(IcmpVersion.V4, message), out IcmpEcho echo));
            Assert.True(session.OnReply(echo, now + Ms(time), out _));
            now += options.Interval;
        }

        return session.Statistics.SummarizeTimes()!;
    }
}
