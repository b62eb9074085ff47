using Sockeye.Transports;

namespace Sockeye.Driving;

/// <summary>Aborts a connection on which nothing has moved for longer than the limit.</summary>
/// <remarks>
/// What was sent may lie in our kernel for long, for a peer that reads slowly: while it has not all arrived, that more
/// of it arrives is movement. No event tells that, so it is looked at four times within the limit, and a peer that
/// takes nothing may have up to twice the limit.
/// </remarks>
public sealed class IdleWatch : IDisposable
{
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Coarsest = TimeSpan.FromMilliseconds(1); // what the system's timers can tell apart

    private readonly StreamConnection _connection;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private Delivery _seen; // what the last look at the delivery told
    private long _moved; // when it was seen that the peer had taken something, or had something to take

    /// <summary>Watches until it is disposed.</summary>
    /// <param name="connection">What to watch.</param>
    /// <param name="limit">How long nothing may move in either direction; one tick more ends it.</param>
    /// <param name="time">The clock.</param>
    public IdleWatch(StreamConnection connection, TimeSpan limit, TimeProvider time)
    {
        (_connection, _limit, _time) = (connection, limit, time);
        _timer = time.CreateTimer(
            static watch => ((IdleWatch)watch!).Check(), this, limit / 4, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stops watching.</summary>
    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        TimeSpan quiet = _connection.IdleTime;
        Delivery now = _connection.Delivery;
        if (!now.IsComplete)
        {
            if (_seen.IsComplete || now.Delivered > _seen.Delivered)
                _moved = _time.GetTimestamp();
            TimeSpan taking = _time.GetElapsedTime(_moved);
            quiet = taking < quiet ? taking : quiet;
        }

        _seen = now;
        TimeSpan left = _limit - quiet + OneTick;
        if (left <= TimeSpan.Zero)
            _connection.Abort(EndReason.IdleTooLong);
        else
            LookAfter(now.IsComplete || left < _limit / 4 ? left : _limit / 4);
    }

    private void LookAfter(TimeSpan pause) =>
        _timer.Change(pause < Coarsest ? Coarsest : pause, Timeout.InfiniteTimeSpan);
}
