namespace Sockeye.Transports.Tls;

/// <summary>Trusts what this system trusts: a certificate for that host, by one of the system's roots.</summary>
public sealed class SystemTrust : ITlsTrust
{
    /// <inheritdoc/>
    public CertificateRefusedException? Judge(TlsPeer peer) =>
        peer.Distrust is null ? null : new CertificateRefusedException(peer, peer.Distrust, isUnknown: false);
}
