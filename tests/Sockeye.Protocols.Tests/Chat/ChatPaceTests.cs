using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Tests.Chat;

public sealed class ChatPaceTests
{
    private static readonly TimeSpan Later = TimeSpan.FromDays(1);

    private readonly ChatPace _pace = new();

    [Fact]
    public void First_five_wait_for_nothing_and_the_others_half_a_second_each()
    {
        double[] waits = [.. Enumerable.Range(0, 8).Select(_ => _pace.Take(Later).TotalMilliseconds)];

        Assert.Equal([0, 0, 0, 0, 0, 500, 1_000, 1_500], waits);
    }

    [Fact]
    public void Who_waits_as_told_waits_half_a_second_each_time_and_never_more()
    {
        TimeSpan now = Later;
        for (int i = 0; i < 5; i++)
            _pace.Take(now);

        for (int i = 0; i < 1_000; i++)
        {
            TimeSpan wait = _pace.Take(now);
            Assert.Equal(ChatPace.DefaultInterval, wait);
            now += wait;
        }
    }

    [Fact]
    public void Silence_allows_as_much_again_and_no_more()
    {
        for (int i = 0; i < 5; i++)
            _pace.Take(Later);

        TimeSpan now = Later + TimeSpan.FromHours(1);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(TimeSpan.Zero, _pace.Take(now)));
        Assert.Equal(TimeSpan.FromMilliseconds(500), _pace.Take(now));
    }

    [Fact]
    public void One_is_allowed_again_after_its_interval_and_not_a_tick_before()
    {
        for (int i = 0; i < 5; i++)
            _pace.Take(Later);
        TimeSpan justBefore = Later + ChatPace.DefaultInterval - TimeSpan.FromTicks(1);

        Assert.Equal(TimeSpan.FromTicks(1), _pace.Take(justBefore));
    }

    [Fact]
    public void What_costs_more_takes_more()
    {
        Assert.Equal(TimeSpan.Zero, _pace.Take(Later, cost: 5));
        Assert.Equal(TimeSpan.FromSeconds(2), _pace.Take(Later, cost: 4));
    }

    [Fact]
    public void What_costs_nothing_waits_for_nothing()
    {
        for (int i = 0; i < 5; i++)
            _pace.Take(Later);

        Assert.Equal(TimeSpan.Zero, _pace.Take(Later, cost: 0));
    }

    [Theory]
    [InlineData(0, 1), InlineData(1, 0), InlineData(-1, 1)]
    public void Neither_is_nothing(int burst, int ticks) =>
        Assert.ThrowsAny<ArgumentException>(() => new ChatPace(burst, TimeSpan.FromTicks(ticks)));
}
