using Sockeye.Protocols.Checks;

namespace Sockeye.Protocols.Icmp;

/// <summary>What is sent to a host, and how long an answer may take.</summary>
public sealed record PingOptions
{
    /// <summary>
    /// The largest payload in bytes: 65,535 less an IP header of 20 and the header of the echo (RFC 791 §3.1).
    /// </summary>
    public const int MaxPayloadBytes = 65_535 - 20 - IcmpEcho.HeaderBytes;

    /// <summary>The shortest interval: 1 ms, so that at most 30,000 requests are unanswered at once.</summary>
    public static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest time-out: 30 s, by then the sequence numbers of 16 bits have not come round.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How many requests. Default: null, until it is stopped.</summary>
    public int? Count { get; init => field = value is { } count ? Require.AtLeast(1, count) : null; }

    /// <summary>From one request to the next. Default 1 s, as ping(8).</summary>
    public TimeSpan Interval { get; init => field = Require.AtLeast(MinInterval, value); } =
        TimeSpan.FromSeconds(1);

    /// <summary>How long to wait for each answer. Default 2 s: any two hosts on Earth are closer.</summary>
    public TimeSpan Timeout
    {
        get;
        init => field = Require.InRange(TimeSpan.FromTicks(1), MaxTimeout, value);
    } = TimeSpan.FromSeconds(2);

    /// <summary>Bytes behind the header of the echo. Default 56, as ping(8); at most 65,507.</summary>
    public int PayloadBytes
    {
        get;
        init => field = Require.InRange(0, MaxPayloadBytes, value);
    } = 56;
}
