using System.Globalization;
using System.Net;
using Sockeye.Protocols.Icmp;
using Sockeye.Services.Ping;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>The lines of <c>ping</c>, close to those of ping(8), which people and scripts know.</summary>
internal static class PingText
{
    public static string Of(PingReport report)
    {
        PingEvent happened = report.Event;
        return happened.Kind switch
        {
            PingEventKind.Reply => Reply(report, ""),
            PingEventKind.Duplicate => Reply(report, " (duplicate)"),
            PingEventKind.Late => Reply(report, " (late)"),
            PingEventKind.TimedOut => Invariant(
                $"no answer from {Text(report.Target.Address)}: icmp_seq={happened.Sequence} ")
                + Invariant($"within {happened.RoundTrip.TotalSeconds:0.###} s"),
            _ when report.Problem is { } problem => Invariant($"not sent: icmp_seq={happened.Sequence} {problem}"),
            _ => Invariant(
                $"from {Text(report.From)}: icmp_seq={happened.Sequence} to {Text(report.Target.Address)}: ")
                + happened.Cause,
        };
    }

    /// <summary>The summary of a host, as three or four lines.</summary>
    public static string SummaryOf(PingTarget target)
    {
        PingStatistics counted = target.Statistics;
        string more = Some(counted.Duplicates, "duplicates") + Some(counted.Late, "late")
            + Some(counted.Errors, "errors") + Some(counted.Pending, "still on their way");
        string summary = Invariant($"\n--- {target.Host} ping statistics ---\n")
            + Invariant($"{counted.Transmitted} packets transmitted, {counted.Received} received{more}, ")
            + Invariant($"{Percent(counted.LossPercent)}% packet loss");
        if (counted.SummarizeTimes() is not { } times)
            return summary;

        return summary
            + $"\nrtt min/avg/max/mdev = {Ms(times.Least)}/{Ms(times.Mean)}/{Ms(times.Most)}/{Ms(times.Deviation)} ms"
            + $"\nrtt p50/p95/p99 = {Ms(times.Median)}/{Ms(times.P95)}/{Ms(times.P99)} ms, "
            + $"jitter {Ms(times.Jitter)} ms";
    }

    /// <summary>Milliseconds with three digits, which are microseconds.</summary>
    public static string Ms(TimeSpan time) => time.TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Rounded, but 0 and 100 only when it is exactly that.</summary>
    public static string Percent(double percent)
    {
        double shown = Math.Round(percent, 1);
        bool isExact = shown is > 0 and < 100 || percent is 0 or 100;
        return isExact ? Invariant($"{shown:0.#}") : percent < 50 ? "<0.1" : ">99.9";
    }

    private static string Reply(PingReport report, string remark)
    {
        string ttl = report.HopLimit is { } hops ? Invariant($" ttl={hops}") : "";
        return Invariant($"{report.Event.Bytes} bytes from {Text(report.From)}: icmp_seq={report.Event.Sequence}{ttl}")
            + $" time={Ms(report.Event.RoundTrip)} ms{remark}";
    }

    private static string Some(long count, string what) => count == 0 ? "" : Invariant($", {count} {what}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Text(IPAddress? address) => address is null ? "" : ScopedAddress.TextOf(address);
}
