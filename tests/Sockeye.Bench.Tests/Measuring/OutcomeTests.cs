using Sockeye.Bench.Measuring;

namespace Sockeye.Bench.Tests.Measuring;

public sealed class OutcomeTests
{
    [Fact]
    public void Half_the_time_is_twice_as_good()
    {
        Outcome outcome = Of(Target.AtLeast(2), Figure.Seconds, ours: 1, theirs: 2);

        Assert.Equal(2, outcome.Measured);
        Assert.True(outcome.IsMet);
    }

    [Fact]
    public void Half_the_rate_is_half_as_good()
    {
        Outcome outcome = Of(Target.AtLeast(0.85), Figure.MessagesPerSecond, ours: 100, theirs: 200);

        Assert.Equal(0.5, outcome.Measured);
        Assert.False(outcome.IsMet);
    }

    [Fact]
    public void Against_a_ceiling_less_time_is_less()
    {
        Outcome outcome = Of(Target.AtMost(1.1), Figure.Microseconds, ours: 30, theirs: 60);

        Assert.Equal(0.5, outcome.Measured);
        Assert.True(outcome.IsMet);
    }

    [Fact]
    public void A_figure_of_ours_alone_is_compared_in_its_unit()
    {
        Outcome outcome = Of(Target.AtMost(6, "KiB"), Figure.KibibytesEach, ours: 6 * 1024 + 1, theirs: null);

        Assert.False(outcome.IsMet);
        Assert.Equal("6.00 KiB", outcome.MeasuredText);
    }

    private static Outcome Of(Target target, Figure figure, double ours, double? theirs) =>
        new("work", "peer", target, figure, new Sample([ours]), theirs is { } value ? new Sample([value]) : null);
}
