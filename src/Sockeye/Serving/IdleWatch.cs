using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>Aborts a connection on which nothing has moved for longer than the limit.</summary>
internal sealed class IdleWatch : IDisposable
{
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Coarsest = TimeSpan.FromMilliseconds(1); // what the system's timers can tell apart

    private readonly StreamConnection _connection;
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;

    public IdleWatch(StreamConnection connection, TimeSpan limit, TimeProvider time)
    {
        _connection = connection;
        _limit = limit;
        _timer = time.CreateTimer(
            static watch => ((IdleWatch)watch!).Check(), this, limit + OneTick, Timeout.InfiniteTimeSpan);
    }

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
