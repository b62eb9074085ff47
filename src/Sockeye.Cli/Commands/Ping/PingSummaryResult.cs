using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>
/// What became of the requests to a host. Times are in milliseconds, and not there when nothing came in time.
/// </summary>
/// <param name="Event"><c>summary</c>.</param>
/// <param name="Host">As it was written.</param>
/// <param name="Address">The address that was pinged.</param>
/// <param name="Transmitted">Requests sent.</param>
/// <param name="Received">Requests answered in time.</param>
/// <param name="Pending">Requests that had no end yet at Ctrl-C.</param>
/// <param name="Duplicates">Answers to requests that had been answered.</param>
/// <param name="Late">Answers to requests that had been given up.</param>
/// <param name="Errors">ICMP errors, and requests that could not be sent.</param>
/// <param name="LossPercent">Of the requests that have an end.</param>
/// <param name="Min">The shortest time.</param>
/// <param name="Avg">The average.</param>
/// <param name="Max">The longest.</param>
/// <param name="Mdev">The standard deviation.</param>
/// <param name="P50">The median.</param>
/// <param name="P95">The 95th percentile.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="Jitter">The mean difference of successive times.</param>
internal sealed record PingSummaryResult(
    string Event, string Host, string Address, long Transmitted, long Received, long Pending, long Duplicates,
    long Late, long Errors, double LossPercent, double? Min, double? Avg, double? Max, double? Mdev, double? P50,
    double? P95, double? P99, double? Jitter) : IJsonLine<PingSummaryResult>
{
    public static JsonTypeInfo<PingSummaryResult> JsonType => PingJson.Lines.PingSummaryResult;

    public static PingSummaryResult Of(PingTarget target)
    {
        PingStatistics counted = target.Statistics;
        PingTimes? times = counted.SummarizeTimes();
        return new PingSummaryResult(
            "summary", target.Host, ScopedAddress.TextOf(target.Address),
            counted.Transmitted, counted.Received, counted.Pending,
            counted.Duplicates, counted.Late, counted.Errors, counted.LossPercent, times?.Least.TotalMilliseconds,
            times?.Mean.TotalMilliseconds, times?.Most.TotalMilliseconds, times?.Deviation.TotalMilliseconds,
            times?.Median.TotalMilliseconds, times?.P95.TotalMilliseconds, times?.P99.TotalMilliseconds,
            times?.Jitter.TotalMilliseconds);
    }
}

/// <summary>What decides the exit code.</summary>
internal static class PingVerdict
{
    /// <summary>It has answered, and every request that has an end.</summary>
    public static bool IsWellOf(PingTarget target) => target.Statistics is { Received: > 0, LossPercent: 0 };
}
