namespace Sockeye.Protocols;

/// <summary>A rule of a protocol was broken. The two sealed cases say by whom.</summary>
/// <param name="message">What was broken; for our own log, never for the peer.</param>
public abstract class ProtocolException(string message) : Exception(message);
