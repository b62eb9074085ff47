using System.Net;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Probing.Route;

/// <summary>Something has happened to a probe.</summary>
/// <param name="Kind">What.</param>
/// <param name="Hop">How many hops the probe was allowed; the first router is 1.</param>
/// <param name="Round">In which round it was sent; the first is 1.</param>
/// <param name="From">Who answered; null when nobody did.</param>
/// <param name="RoundTrip">From sending to what happened; of a probe that was given up the time-out.</param>
/// <param name="Cause">Of an ICMP error that ends the way; else null.</param>
/// <param name="Problem">Why this machine refused to send; null when it did not.</param>
/// <param name="IsLate">Whether the probe had been given up: it does not count as answered.</param>
public sealed record RouteEvent(
    RouteEventKind Kind, int Hop, int Round, IPAddress? From, TimeSpan RoundTrip, IcmpErrorCause? Cause = null,
    string? Problem = null, bool IsLate = false);

/// <summary>What has happened to a probe.</summary>
public enum RouteEventKind
{
    /// <summary>A router says that the probe got no farther: it is this hop.</summary>
    Hop,

    /// <summary>The destination answered, be it with an error.</summary>
    Reached,

    /// <summary>Somebody on the way says that it does not go on to the destination.</summary>
    Refused,

    /// <summary>Nobody answered in time.</summary>
    TimedOut,

    /// <summary>This machine could not send it.</summary>
    Failed,
}
