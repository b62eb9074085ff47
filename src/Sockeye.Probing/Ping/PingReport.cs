using System.Net;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Probing.Ping;

/// <summary>Something has happened to a request.</summary>
/// <param name="Target">To which host.</param>
/// <param name="Event">What.</param>
/// <param name="From">Who answered, or sent an ICMP error; null when nobody did.</param>
/// <param name="HopLimit">Of a reply: its TTL, or hop limit, as it arrived; null when the system does not tell.</param>
/// <param name="Problem">Why this machine refused to send; null when it did not.</param>
public sealed record PingReport(
    PingTarget Target, PingEvent Event, IPAddress? From = null, int? HopLimit = null, string? Problem = null);
