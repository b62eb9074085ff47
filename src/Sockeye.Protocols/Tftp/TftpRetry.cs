namespace Sockeye.Protocols.Tftp;

/// <summary>When to send again, and when to give up: time-outs double from try to try, up to a limit.</summary>
internal sealed class TftpRetry
{
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _maxInterval;
    private readonly int _maxTries;
    private TimeSpan _interval;
    private int _failures;

    /// <param name="timeout">The first time-out.</param>
    /// <param name="maxTries">How often a packet is sent in all.</param>
    public TftpRetry(TimeSpan timeout, int maxTries)
    {
        _timeout = timeout;
        _maxInterval = timeout > TftpSettings.MaxBackOff ? timeout : TftpSettings.MaxBackOff;
        _maxTries = maxTries;
        _interval = timeout;
    }

    /// <summary>When <see cref="TryAgain"/> is due; null when nothing is awaited.</summary>
    public TimeSpan? Deadline { get; private set; }

    /// <summary>Something was sent, or arrived: the wait begins now.</summary>
    public void Restart(TimeSpan now) => Deadline = now + _interval;

    /// <summary>Nothing is awaited.</summary>
    public void Stop() => Deadline = null;

    /// <summary>The peer made progress: the next failure is the first one again.</summary>
    public void OnProgress() => (_failures, _interval) = (0, _timeout);

    /// <summary>Whether the deadline has passed.</summary>
    public bool IsDue(TimeSpan now) => Deadline is { } deadline && now >= deadline;

    /// <summary>A deadline passed without an answer.</summary>
    /// <returns>false when that was the last try.</returns>
    public bool TryAgain()
    {
        _failures++;
        _interval = _interval * 2 < _maxInterval ? _interval * 2 : _maxInterval;
        return _failures < _maxTries;
    }
}
