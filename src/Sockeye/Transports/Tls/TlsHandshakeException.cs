namespace Sockeye.Transports.Tls;

/// <summary>A TLS handshake failed.</summary>
/// <param name="message">What was attempted and what happened.</param>
/// <param name="cause">What the TLS library said.</param>
public class TlsHandshakeException(string message, Exception? cause = null)
    : TransportException(TransportFailure.Other, message, cause);
