namespace Sockeye.Protocols.Icmp;

/// <summary>
/// Round trips as they come: the last, the least, the most, mean and deviation. It keeps none of them.
/// </summary>
public sealed class RoundTripTimes
{
    private double _mean; // ticks; the running mean and variance of Welford, which lose nothing to cancellation
    private double _squares;

    /// <summary>How many there were; of none all others are zero.</summary>
    public long Count { get; private set; }

    /// <summary>The last.</summary>
    public TimeSpan Last { get; private set; }

    /// <summary>The shortest.</summary>
    public TimeSpan Least { get; private set; }

    /// <summary>The longest.</summary>
    public TimeSpan Most { get; private set; }

    /// <summary>The average.</summary>
    public TimeSpan Mean => TimeSpan.FromTicks((long)_mean);

    /// <summary>The standard deviation of all of them, √(mean of squares − square of mean).</summary>
    public TimeSpan Deviation => TimeSpan.FromTicks(Count == 0 ? 0 : (long)Math.Sqrt(_squares / Count));

    /// <summary>Adds one.</summary>
    public void Add(TimeSpan time)
    {
        Least = Count == 0 || time < Least ? time : Least;
        Most = time > Most ? time : Most;
        Last = time;
        Count++;
        double change = time.Ticks - _mean;
        _mean += change / Count;
        _squares += change * (time.Ticks - _mean);
    }
}
