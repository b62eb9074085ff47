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
