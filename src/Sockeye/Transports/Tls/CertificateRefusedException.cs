namespace Sockeye.Transports.Tls;

/// <summary>A server's certificate is not trusted: nothing was sent to it.</summary>
/// <param name="peer">Who showed it, and which.</param>
/// <param name="reason">Why it is not trusted, and what to do.</param>
/// <param name="isUnknown">Whether it is only not known yet, so that a person may be asked.</param>
public sealed class CertificateRefusedException(TlsPeer peer, string reason, bool isUnknown)
    : TlsHandshakeException($"cannot trust {peer.Host}:{peer.Port}: {reason}")
{
    /// <summary>Who showed it, and which.</summary>
    public TlsPeer Peer => peer;

    /// <summary>Whether it is only not known yet, so that a person may be asked.</summary>
    public bool IsUnknown => isUnknown;
}
