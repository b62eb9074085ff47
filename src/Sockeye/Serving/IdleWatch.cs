using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>Aborts a connection on which nothing has moved for longer than the limit.</summary>
/// <remarks>
/// What was sent may lie in our kernel for long, for a peer that reads slowly. While it has not all arrived, that more of
/// it arrives is movement: it is looked at twice, half the limit apart.
/// </remarks>
public sealed class IdleWatch : IDisposable
{
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Coarsest = TimeSpan.FromMilliseconds(1); // what the system's timers can tell apart

    private readonly StreamConnection _connection;
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;
    private Delivery? _seen; // since nothing moves on our side

    /// <summary>Watches until it is disposed.</summary>
    /// <param name="connection">What to watch.</param>
    /// <param name="limit">
    /// How long nothing may move in either direction; one tick more ends it, or half of it more while bytes are under way.
    /// </param>
    /// <param name="time">The clock.</param>
    public IdleWatch(StreamConnection connection, TimeSpan limit, TimeProvider time)
    {
        _connection = connection;
        _limit = limit;
        _timer = time.CreateTimer(
            static watch => ((IdleWatch)watch!).Check(), this, limit + OneTick, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stops watching.</summary>
    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        TimeSpan left = _limit - _connection.IdleTime;
        if (left >= TimeSpan.Zero)
            LookAgain(left + OneTick, seen: null);
        else if (_connection.Delivery is { IsComplete: false } delivery && !(delivery.Delivered <= _seen?.Delivered))
            LookAgain(_limit / 2, delivery);
        else
            _connection.Abort(EndReason.IdleTooLong);
    }

    private void LookAgain(TimeSpan after, Delivery? seen)
    {
        _seen = seen;
        _timer.Change(after < Coarsest ? Coarsest : after, Timeout.InfiniteTimeSpan);
    }
}
