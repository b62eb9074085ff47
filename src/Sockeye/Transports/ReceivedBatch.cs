using System.Net;

namespace Sockeye.Transports;

/// <summary>Datagrams of one sender that were received together: one behind the other in the buffer.</summary>
/// <param name="Length">Bytes of all of them.</param>
/// <param name="DatagramBytes">The length of each; the last may be shorter.</param>
/// <param name="From">Who sent them, as far as the network tells.</param>
/// <param name="WasTruncated">They were longer than the buffer, and the rest is lost.</param>
public readonly record struct ReceivedBatch(int Length, int DatagramBytes, EndPoint From, bool WasTruncated);
