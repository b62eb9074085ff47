namespace Sockeye.Protocols.Icmp;

/// <summary>Something that has happened to a request.</summary>
/// <param name="Kind">What.</param>
/// <param name="Sequence">Which request: the first has 1; rolls over from 65,535 to 0.</param>
/// <param name="RoundTrip">From sending to what happened; of a request that was given up the time-out.</param>
/// <param name="Bytes">Of a reply: header and payload, without the IP header. Else 0.</param>
/// <param name="Cause">Of an ICMP error; null otherwise.</param>
public readonly record struct PingEvent(
    PingEventKind Kind, int Sequence, TimeSpan RoundTrip, int Bytes = 0, IcmpErrorCause? Cause = null);

/// <summary>What has happened to a request.</summary>
public enum PingEventKind
{
    /// <summary>The host answered in time.</summary>
    Reply,

    /// <summary>The host answered again.</summary>
    Duplicate,

    /// <summary>The host answered a request that had been given up.</summary>
    Late,

    /// <summary>A router, or the host, sent an ICMP error; or this machine refused to send.</summary>
    Error,

    /// <summary>Nobody answered in time.</summary>
    TimedOut,
}
