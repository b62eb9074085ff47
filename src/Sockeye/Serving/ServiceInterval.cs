using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>A server's record of one peer served: when, how much, and how it ended.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Peer">Whom, in text; empty where the transport has no address.</param>
/// <param name="Start">When serving began, on the server's clock (UTC).</param>
/// <param name="End">When serving ended.</param>
/// <param name="BytesReceived">Bytes from the peer.</param>
/// <param name="BytesSent">Bytes to the peer.</param>
/// <param name="Reason">How it ended.</param>
public sealed record ServiceInterval(
    string Service,
    string Peer,
    DateTimeOffset Start,
    DateTimeOffset End,
    long BytesReceived,
    long BytesSent,
    EndReason Reason)
{
    /// <summary>Whether the two were served at the same time for a while. Touching ends do not count.</summary>
    public bool Overlaps(ServiceInterval other) => Start < other.End && other.Start < End;
}

/// <summary>
/// When a service interval began, and its end: the calendar may be set meanwhile, and the duration does not follow it.
/// </summary>
/// <param name="time">The clock; the interval begins now.</param>
internal readonly struct ServiceTime(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    public DateTimeOffset Start { get; } = time.GetUtcNow();

    /// <summary>Now, as counted from <see cref="Start"/>.</summary>
    public DateTimeOffset End => Start + time.GetElapsedTime(_began);
}
