namespace Sockeye.Transports;

/// <summary>When something last moved over a connection, and whether somebody works for it in silence.</summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class ConnectionActivity(TimeProvider time)
{
    private long _last = time.GetTimestamp();
    private int _works; // under way

    /// <summary>How long nothing has moved, and no <see cref="Working"/> was held.</summary>
    public TimeSpan IdleTime => Volatile.Read(ref _works) > 0
        ? TimeSpan.Zero
        : time.GetElapsedTime(Interlocked.Read(ref _last));

    /// <summary>Something has moved.</summary>
    public void Note() => Interlocked.Exchange(ref _last, time.GetTimestamp());

    /// <summary>Counts as activity until the result is disposed, or its time is over.</summary>
    public IDisposable Working(TimeSpan? atMost) => new Work(this, atMost, time);

    private sealed class Work : IDisposable
    {
        private readonly ITimer? _timer;
        private ConnectionActivity? _activity;

        public Work(ConnectionActivity activity, TimeSpan? atMost, TimeProvider time)
        {
            _activity = activity;
            Interlocked.Increment(ref activity._works);
            if (atMost is { } limit)
                _timer = time.CreateTimer(
                    static work => ((Work)work!).Dispose(), this, limit, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _timer?.Dispose();
            if (Interlocked.Exchange(ref _activity, null) is not { } activity)
                return;

            activity.Note(); // first: in between it would look idle for all the time of the work
            Interlocked.Decrement(ref activity._works);
        }
    }
}
