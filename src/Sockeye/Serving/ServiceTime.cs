namespace Sockeye.Serving;

/// <summary>
/// When a service interval began, and its end: the calendar may be set meanwhile, and the duration does not follow it.
/// </summary>
/// <param name="time">The clock; the interval begins now.</param>
internal readonly struct ServiceTime(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    public DateTimeOffset Start { get; } = time.GetUtcNow();

    /// <summary>Now, as counted from <see cref="Start"/>.</summary>
    public DateTimeOffset End => Start + time.GetElapsedTime(_began);
}
