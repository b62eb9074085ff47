namespace Sockeye.Transports.Raw;

/// <summary>What the control messages of a received message tell.</summary>
/// <param name="Timestamp">When it arrived, by our clock.</param>
/// <param name="HopLimit">Its TTL or hop limit; null when not told.</param>
/// <param name="Error">The ICMP error it is about; null when none.</param>
internal readonly record struct IcmpArrival(long Timestamp, int? HopLimit, IcmpNotice? Error);
