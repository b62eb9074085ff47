namespace Sockeye.Protocols;

/// <summary>The peer sent what the protocol forbids, or refused what we asked.</summary>
/// <param name="error">Which rule; decides what to answer.</param>
/// <param name="message">Details for our own log. It is never sent to the peer.</param>
public sealed class PeerProtocolException(ProtocolError error, string message) : ProtocolException(message)
{
    /// <summary>Which rule the peer broke.</summary>
    public ProtocolError Error { get; } = error;
}
