using Sockeye.Driving;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Tests.Driving;

public sealed class IdleWatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);

    private readonly ManualClock _clock = new();

    [Fact]
    public void Silence_ends_it_one_tick_after_the_limit()
    {
        var connection = new TakingConnection(_clock);
        using var watch = new IdleWatch(connection, Limit, _clock);

        _clock.Advance(Limit);
        Assert.Equal(EndReason.None, connection.EndReason);
        _clock.Advance(OneTick);

        Assert.Equal(EndReason.IdleTooLong, connection.EndReason);
    }

    [Fact]
    public void Peer_that_takes_what_is_under_way_is_not_idle()
    {
        var connection = new TakingConnection(_clock);
        connection.Send(100);
        using var watch = new IdleWatch(connection, Limit, _clock);

        for (int taken = 0; taken < 50; taken++)
        {
            _clock.Advance(Limit / 2);
            connection.Takes(1);
        }

        Assert.Equal(EndReason.None, connection.EndReason);
    }

    [Fact]
    public void Peer_that_takes_nothing_of_it_is_idle()
    {
        var connection = new TakingConnection(_clock);
        connection.Send(100);
        using var watch = new IdleWatch(connection, Limit, _clock);
        connection.Takes(50);
        _clock.Advance(Limit / 4);

        _clock.Advance(Limit);
        Assert.Equal(EndReason.None, connection.EndReason);
        _clock.Advance(TimeSpan.FromMilliseconds(1)); // no timer is finer

        Assert.Equal(EndReason.IdleTooLong, connection.EndReason);
    }

    [Fact]
    public void Peer_that_has_taken_everything_has_the_limit_from_our_last_byte()
    {
        var connection = new TakingConnection(_clock);
        connection.Send(100);
        using var watch = new IdleWatch(connection, Limit, _clock);
        _clock.Advance(Limit / 2);
        connection.Takes(100);

        _clock.Advance(Limit);

        Assert.Equal(EndReason.IdleTooLong, connection.EndReason);
    }
}
