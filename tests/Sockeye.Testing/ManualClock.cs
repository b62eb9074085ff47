namespace Sockeye.Testing;

/// <summary>
/// A clock that a test moves by hand. Timers fire inside <see cref="Advance"/>, in order of their due time.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _elapsed;
    private TimeSpan _calendarStep;

    /// <summary>Time moved so far.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
                return _elapsed;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Whether a timer is set that fires when the clock has moved by <paramref name="dueIn"/>.</summary>
    public bool HasTimer(TimeSpan dueIn)
    {
        lock (_lock)
            return _timers.Any(timer => timer.Due == _elapsed + dueIn);
    }

    public override long GetTimestamp() => Elapsed.Ticks;

    public override DateTimeOffset GetUtcNow() => Start + Elapsed + _calendarStep;

    /// <summary>Sets the calendar without time passing, as an administrator does. Timers do not notice.</summary>
    public void StepCalendar(TimeSpan by) => _calendarStep += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, stopping at each timer that becomes due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan target = Elapsed + by;
        while (NextDue(target) is { } timer)
            timer.Fire();
        lock (_lock)
            _elapsed = target;
    }

    /// <summary>Moves the clock to where the next timer is due, and fires it; false when there is none.</summary>
    public bool TryAdvanceToNextTimer()
    {
        if (NextDue(TimeSpan.MaxValue) is not { } timer)
            return false;

        timer.Fire();
        return true;
    }

    private ManualTimer? NextDue(TimeSpan target)
    {
        lock (_lock)
        {
            ManualTimer? next = _timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (next is not null && next.Due > _elapsed)
                _elapsed = next.Due.Value;
            return next;
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action callback) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                _period = period;
                Due = dueTime < TimeSpan.Zero ? null : clock._elapsed + dueTime;
                if (Due is not null)
                    clock._timers.Add(this);
            }

            return true;
        }

        public void Fire()
        {
            Change(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan, _period);
            callback();
        }

        public void Dispose()
        {
            lock (clock._lock)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
