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
    public void What_was_not_used_is_saved_up_for_a_second_at_most()
    {
        var pace = new Pace(1000, _clock);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(pace.BookAsync(1000, default).IsCompleted);
        Assert.False(pace.BookAsync(1, default).IsCompleted);
    }

    [Fact]
    public async Task Rate_is_reached_though_every_wait_ends_late()
    {
        var pace = new Pace(1000, _clock);
        for (int piece = 0; piece < 100; piece++)
        {
            Task booked = pace.BookAsync(100, default);
            if (!booked.IsCompleted)
                _clock.Advance(TimeSpan.FromSeconds(0.35)); // woken a quarter of a second late
            await booked;
        }

        Assert.InRange(_clock.Elapsed.TotalSeconds, 9.9, 10.4);
    }

    [Theory]
    [InlineData(1, 1024), InlineData(100_000, 10_000), InlineData(1_000_000_000, 65_536)]
    public void Pieces_are_a_tenth_of_a_second_within_bounds(long rate, int bytes) =>
        Assert.Equal(bytes, new Pace(rate, _clock).PieceBytes);
}
