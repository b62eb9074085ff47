using System.Globalization;
using System.Net;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports;

namespace Sockeye.Probing.Ping;

/// <summary>
/// The lines of <c>ping</c>: those of ping(8) of iputils, which people, scripts and parsers know. What is ours stands
/// in lines of its own, before its summary.
/// </summary>
public static class PingText
{
    private const int Ipv4HeaderBytes = 20;

    /// <summary>The first line of a host.</summary>
    public static string StartOf(PingTarget target, int payloadBytes) => target.Version == IcmpVersion.V4
        ? Invariant($"PING {target.Host} ({Text(target.Address)}) {payloadBytes}")
            + Invariant($"({payloadBytes + IcmpEcho.HeaderBytes + Ipv4HeaderBytes}) bytes of data.")
        : Invariant($"PING {target.Host}({NameOf(target, target.Address)}) {payloadBytes} data bytes");

    /// <summary>The line of what happened to a request.</summary>
    public static string Of(PingReport report)
    {
        PingEvent happened = report.Event;
        return happened.Kind switch
        {
            PingEventKind.Reply => Reply(report, ""),
            PingEventKind.Duplicate => Reply(report, " (DUP!)"),
            PingEventKind.Late => Reply(report, " (late)"),
            PingEventKind.TimedOut => Invariant($"no answer yet for icmp_seq={happened.Sequence} ")
                + Invariant($"from {Text(report.Target.Address)} within {happened.RoundTrip.TotalSeconds:0.###} s"),
            _ when report.Problem is { } problem => Invariant($"not sent: icmp_seq={happened.Sequence} {problem}"),
            _ => Invariant($"From {Text(report.From)} icmp_seq={happened.Sequence} {happened.Cause}"),
        };
    }

    /// <summary>The summary of a host: the last line, or the last two, are those of ping(8).</summary>
    /// <param name="target">The host.</param>
    /// <param name="elapsed">From the first request to the end.</param>
    public static string SummaryOf(PingTarget target, TimeSpan elapsed)
    {
        PingStatistics counted = target.Statistics;
        PingTimes? times = counted.SummarizeTimes();
        string ours = Line(counted.Late, "late") + Line(counted.Pending, "still on their way");
        if (times is not null)
            ours += $"\np50/p95/p99 {Ms(times.Median)}/{Ms(times.P95)}/{Ms(times.P99)} ms, "
                + $"jitter {Ms(times.Jitter)} ms";
        string summary = Invariant($"\n--- {target.Host} ping statistics ---\n")
            + Invariant($"{counted.Transmitted} packets transmitted, {counted.Received} received")
            + Some(counted.Duplicates, "duplicates") + Some(counted.Errors, "errors")
            + Invariant($", {Percent(counted.LossPercent)}% packet loss, time {elapsed.TotalMilliseconds:0}ms");
        if (times is not null)
            summary += $"\nrtt min/avg/max/mdev = {Ms(times.Least)}/{Ms(times.Mean)}/{Ms(times.Most)}/"
                + $"{Ms(times.Deviation)} ms";
        return ours + (ours.Length == 0 ? "" : "\n") + summary;
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
        string from = NameOf(report.Target, report.From);
        string ttl = report.HopLimit is { } hops ? Invariant($" ttl={hops}") : "";
        return Invariant($"{report.Event.Bytes} bytes from {from}: icmp_seq={report.Event.Sequence}{ttl}")
            + $" time={Ms(report.Event.RoundTrip)} ms{remark}";
    }

    // As ping(8): a host that was named is called by its name, with the address behind.
    private static string NameOf(PingTarget target, IPAddress? address) =>
        IPAddress.TryParse(target.Host, out _) ? Text(address) : $"{target.Host} ({Text(address)})";

    private static string Some(long count, string what) => count == 0 ? "" : Invariant($", +{count} {what}");

    private static string Line(long count, string what) => count == 0 ? "" : Invariant($"\n{count} {what}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Text(IPAddress? address) => address is null ? "" : ScopedAddress.TextOf(address);
}
