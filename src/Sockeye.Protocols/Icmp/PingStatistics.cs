namespace Sockeye.Protocols.Icmp;

/// <summary>Counts what became of the requests to one host, and keeps the times of the replies.</summary>
public sealed class PingStatistics
{
    /// <summary>
    /// How many times are kept for the percentiles: the last 1,000,000, some 12 days at one a second.
    /// </summary>
    public const int MaxTimes = 1_000_000;

    private readonly List<TimeSpan> _times = [];
    private int _oldest; // where the next time goes, once all places are taken
    private readonly RoundTripTimes _all = new();
    private double _changes;

    /// <summary>Requests sent.</summary>
    public long Transmitted { get; private set; }

    /// <summary>Requests answered in time.</summary>
    public long Received { get; private set; }

    /// <summary>Requests that have no end yet: neither answered nor lost.</summary>
    public long Pending { get; private set; }

    /// <summary>Answers to requests that had been answered already.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Answers to requests that had been given up; they do not count as received.</summary>
    public long Late { get; private set; }

    /// <summary>ICMP errors, and requests that this machine refused to send.</summary>
    public long Errors { get; private set; }

    /// <summary>The share of requests that were not answered in time, in percent; of those that have an end.</summary>
    public double LossPercent =>
        Transmitted == Pending ? 0 : 100.0 * (Transmitted - Pending - Received) / (Transmitted - Pending);

    /// <summary>The times of the replies; null when none came in time.</summary>
    public PingTimes? SummarizeTimes()
    {
        if (Received == 0)
            return null;

        TimeSpan[] sorted = [.. _times];
        Array.Sort(sorted);
        return new PingTimes(
            _all.Least,
            _all.Mean,
            _all.Most,
            _all.Deviation,
            Percentile(sorted, 50),
            Percentile(sorted, 95),
            Percentile(sorted, 99),
            TimeSpan.FromTicks(Received == 1 ? 0 : (long)(_changes / (Received - 1))));
    }

    internal void OnSent()
    {
        Transmitted++;
        Pending++;
    }

    internal void On(PingEvent happened, bool wasWaiting)
    {
        if (wasWaiting)
            Pending--;
        switch (happened.Kind)
        {
            case PingEventKind.Reply: OnTime(happened.RoundTrip); break;
            case PingEventKind.Duplicate: Duplicates++; break;
            case PingEventKind.Late: Late++; break;
            case PingEventKind.Error: Errors++; break;
            case PingEventKind.TimedOut: break; // neither received nor pending: lost
        }
    }

    private void OnTime(TimeSpan time)
    {
        Received++;
        _changes += _all.Count == 0 ? 0 : Math.Abs((time - _all.Last).Ticks);
        _all.Add(time);
        if (_times.Count < MaxTimes)
        {
            _times.Add(time);
            return;
        }

        _times[_oldest] = time;
        _oldest = (_oldest + 1) % MaxTimes;
    }

    // The nearest rank: the least time that this share of all does not exceed.
    private static TimeSpan Percentile(TimeSpan[] sorted, int percent) =>
        sorted[(int)((((long)sorted.Length * percent) + 99) / 100) - 1];
}

/// <summary>The round-trip times of the replies that came in time.</summary>
/// <param name="Least">The shortest.</param>
/// <param name="Mean">The average.</param>
/// <param name="Most">The longest.</param>
/// <param name="Deviation">
/// <c>mdev</c> of ping(8): the standard deviation of all of them, √(mean of squares − square of mean).
/// </param>
/// <param name="Median">The 50th percentile, by nearest rank.</param>
/// <param name="P95">The 95th.</param>
/// <param name="P99">The 99th.</param>
/// <param name="Jitter">
/// The mean of the absolute differences of successive times, in the order of arrival; RFC 3550 §6.4.1 smooths the same
/// differences instead. 0 of a single time.
/// </param>
public sealed record PingTimes(
    TimeSpan Least, TimeSpan Mean, TimeSpan Most, TimeSpan Deviation,
    TimeSpan Median, TimeSpan P95, TimeSpan P99, TimeSpan Jitter);
