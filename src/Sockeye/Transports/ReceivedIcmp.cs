using System.Net;

namespace Sockeye.Transports;

/// <summary>An ICMP message that came; or a request of ours that came back with an error.</summary>
/// <param name="Message">
/// From the ICMP header on; a part of the buffer that was given. With an <paramref name="Error"/> it is our request.
/// </param>
/// <param name="Address">Who sent it; with an <paramref name="Error"/>: where our request was going.</param>
/// <param name="HopLimit">The TTL, or hop limit, with which it arrived; null when the system does not tell.</param>
/// <param name="Timestamp">When it arrived: a timestamp of the socket's clock.</param>
/// <param name="Error">What a datagram socket learns of an ICMP error; raw sockets receive the error itself.</param>
public readonly record struct ReceivedIcmp(
    ReadOnlyMemory<byte> Message, IPAddress Address, int? HopLimit, long Timestamp, IcmpNotice? Error = null);
