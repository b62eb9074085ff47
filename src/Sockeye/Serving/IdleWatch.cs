using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>Aborts a connection on which nothing has moved for longer than the limit.</summary>
public sealed class IdleWatch : IDisposable
{
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Coarsest = TimeSpan.FromMilliseconds(1); // what the system's timers can tell apart

    private readonly StreamConnection _connection;
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;

    /// <summary>Watches until it is disposed.</summary>
    /// <param name="connection">What to watch.</param>
    /// <param name="limit">How long nothing may move in either direction; one tick more ends it.</param>
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
        if (left < TimeSpan.Zero)
            _connection.Abort(EndReason.IdleTooLong);
        else
            _timer.Change(left + OneTick < Coarsest ? Coarsest : left + OneTick, Timeout.InfiniteTimeSpan);
    }
}
