namespace Sockeye.Transports.Tls;

/// <summary>A TLS handshake failed.</summary>
/// <param name="message">What was attempted and what happened.</param>
/// <param name="cause">What the TLS library said.</param>
public class TlsHandshakeException(string message, Exception? cause = null)
    : TransportException(TransportFailure.Other, message, cause);

/// <summary>
/// A peer's stream ended without <c>close_notify</c> (RFC 8446 §6.1): somebody in between may have cut it.
/// </summary>
public sealed class TlsTruncatedException()
    : TransportException(
        TransportFailure.PeerGone, "the TLS stream ended without close_notify: it may have been cut off");
