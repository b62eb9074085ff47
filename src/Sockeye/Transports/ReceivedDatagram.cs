using System.Net;

namespace Sockeye.Transports;

/// <summary>What a datagram socket received.</summary>
/// <param name="Length">Bytes in the buffer.</param>
/// <param name="From">Who sent it, as far as the network tells.</param>
/// <param name="WasTruncated">It was longer than the buffer, and the rest is lost.</param>
public readonly record struct ReceivedDatagram(int Length, EndPoint From, bool WasTruncated);
