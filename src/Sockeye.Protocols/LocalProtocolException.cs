namespace Sockeye.Protocols;

/// <summary>We were asked to do what the protocol forbids now: a mistake on our side.</summary>
/// <param name="message">What was asked, and what would be allowed.</param>
public sealed class LocalProtocolException(string message) : ProtocolException(message);
