namespace Sockeye.Transports;

/// <summary>A transport failed: the way to the peer, not what was said on it.</summary>
/// <param name="failure">What went wrong.</param>
/// <param name="message">What was attempted, and what happened.</param>
/// <param name="cause">What led to it; null for nothing that is known.</param>
public class TransportException(TransportFailure failure, string message, Exception? cause = null)
    : IOException(message, cause)
{
    /// <summary>What went wrong.</summary>
    public TransportFailure Failure => failure;

    /// <summary>The peer went away, or was sent away.</summary>
    public static TransportException PeerGone(string message) => new(TransportFailure.PeerGone, message);
}

/// <summary>What went wrong on the way to a peer, whatever the transport.</summary>
public enum TransportFailure
{
    /// <summary>None of the others; most often of our side, as an address that is in use or not allowed.</summary>
    Other = 0,

    /// <summary>The peer went away, or was sent away: reset, closed, no longer reading.</summary>
    PeerGone,

    /// <summary>Nobody listens there.</summary>
    Refused,

    /// <summary>Nothing was heard for too long.</summary>
    TimedOut,

    /// <summary>The process or the system is short of something; later it may succeed.</summary>
    Pressure,

    /// <summary>What was asked is closed, or can never do it.</summary>
    Over,
}
