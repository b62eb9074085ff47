using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Tests.Transports;
using Sockeye.Transports;

namespace Sockeye.Tests.Serving;

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
        _clock.Advance(Limit + OneTick);

        for (int taken = 1; taken < 100; taken++)
        {
            connection.Takes(1);
            _clock.Advance(Limit / 2);
        }

        Assert.Equal(EndReason.None, connection.EndReason);
    }

    [Fact]
    public void Peer_that_takes_nothing_of_it_is_idle()
    {
        var connection = new TakingConnection(_clock);
        connection.Send(100);
        connection.Takes(50);
        using var watch = new IdleWatch(connection, Limit, _clock);

        _clock.Advance(Limit + OneTick);
        Assert.Equal(EndReason.None, connection.EndReason);
        _clock.Advance(Limit / 2);

        Assert.Equal(EndReason.IdleTooLong, connection.EndReason);
    }
}
