namespace Sockeye.Protocols;

/// <summary>A rule of a protocol was broken. The two sealed cases say by whom.</summary>
/// <param name="message">What was broken; for our own log, never for the peer.</param>
public abstract class ProtocolException(string message) : Exception(message);

/// <summary>We were asked to do what the protocol forbids now: a mistake on our side.</summary>
/// <param name="message">What was asked, and what would be allowed.</param>
public sealed class LocalProtocolException(string message) : ProtocolException(message);

/// <summary>The peer sent what the protocol forbids, or refused what we asked.</summary>
/// <param name="error">Which rule; decides what to answer.</param>
/// <param name="message">Details for our own log. It is never sent to the peer.</param>
public sealed class PeerProtocolException(ProtocolError error, string message) : ProtocolException(message)
{
    /// <summary>Which rule the peer broke.</summary>
    public ProtocolError Error { get; } = error;
}

/// <summary>Which rule a peer broke. A service translates it to its own protocol's error code.</summary>
public enum ProtocolError
{
    /// <summary>The message cannot be understood.</summary>
    Malformed,

    /// <summary>A line or frame is longer than the limit.</summary>
    FrameTooLong,

    /// <summary>The stream ended inside a message.</summary>
    CutOff,

    /// <summary>The message is understood but not allowed now.</summary>
    Unexpected,

    /// <summary>The peer answered that it will not do what was asked.</summary>
    Refused,

    /// <summary>What arrived does not match the checksum announced for it.</summary>
    Corrupted,
}
