namespace Sockeye.Driving;

/// <summary>Ends a wait at a given time: one timer, and a token that is renewed after each alarm.</summary>
/// <remarks>
/// Moving a deadline back does not touch the timer: the alarm then comes early, once, and whoever waits looks at the
/// clock. So a packet costs nothing here, and a time-out one token.
/// </remarks>
internal sealed class Alarm : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _cancelling;
    private volatile CancellationTokenSource _source = new(); // has no timer and no wait handle: nothing to dispose
    private readonly long _start;
    private TimeSpan? _setFor;

    public Alarm(TimeProvider time, CancellationToken cancel)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(_ => _source.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _cancelling = cancel.Register(() => _source.Cancel());
    }

    /// <summary>Time since this object was made.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Signalled at the alarm, and when the outer token is.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Asks for an alarm at <paramref name="due"/> or earlier.</summary>
    public void SetBy(TimeSpan due)
    {
        if (_setFor <= due)
            return;

        _setFor = due;
        TimeSpan wait = due - Now;
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the wait now. Safe from any thread.</summary>
    public void Ring() => _source.Cancel();

    /// <summary>The alarm was noticed: the next one needs a new token.</summary>
    public void Reset()
    {
        _source = new CancellationTokenSource();
        _setFor = null;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _cancelling.Dispose();
    }
}
