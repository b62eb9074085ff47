namespace Sockeye.Transports.Tls;

/// <summary>
/// A peer's stream ended without <c>close_notify</c> (RFC 8446 §6.1): somebody in between may have cut it.
/// </summary>
public sealed class TlsTruncatedException()
    : TransportException(
        TransportFailure.PeerGone, "the TLS stream ended without close_notify: it may have been cut off");
