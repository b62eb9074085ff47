namespace Sockeye.Protocols.Icmp;

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
