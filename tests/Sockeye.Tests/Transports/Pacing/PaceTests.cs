using Sockeye.Testing;
using Sockeye.Transports.Pacing;

namespace Sockeye.Tests.Transports.Pacing;

public sealed class PaceTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Bytes_take_the_time_that_the_rate_gives_them()
    {
        var pace = new Pace(1000, _clock);

        Task first = pace.BookAsync(500, default);
        Task second = pace.BookAsync(500, default);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        await first;
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        await second;
    }

    [Fact]
    public void What_was_not_used_is_not_saved_up()
    {
        var pace = new Pace(1000, _clock);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(pace.BookAsync(1000, default).IsCompleted);
    }

    [Theory]
    [InlineData(1, 1024), InlineData(100_000, 10_000), InlineData(1_000_000_000, 65_536)]
    public void Pieces_are_a_tenth_of_a_second_within_bounds(long rate, int bytes) =>
        Assert.Equal(bytes, new Pace(rate, _clock).PieceBytes);
}
