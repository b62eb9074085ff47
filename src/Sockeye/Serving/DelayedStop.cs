namespace Sockeye.Serving;

/// <summary>
/// Says that a server stops, a while after it was told to: to whom was accepted and has asked nothing yet. He may ask
/// once.
/// </summary>
public sealed class DelayedStop : IDisposable
{
    private readonly CancellationTokenSource _late = new();
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _stop;

    /// <summary>Begins to watch.</summary>
    /// <param name="timeout">How long after the server is told to stop.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">The server is to stop.</param>
    public DelayedStop(TimeSpan timeout, TimeProvider time, CancellationToken stopping)
    {
        _timer = time.CreateTimer(_ => _late.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _stop = stopping.Register(() => _timer.Change(timeout, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Signalled so long after the other.</summary>
    public CancellationToken Token => _late.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _timer.Dispose();
    }
}
