namespace Sockeye.Transports.Tls;

/// <summary>Decides whether a server is the one that was meant.</summary>
public interface ITlsTrust
{
    /// <summary>Looks at a server. Called in the handshake: it must not wait for a person.</summary>
    /// <returns>null when it is trusted; else why not, to be thrown.</returns>
    CertificateRefusedException? Judge(TlsPeer peer);
}

/// <summary>Trusts what this system trusts: a certificate for that host, by one of the system's roots.</summary>
public sealed class SystemTrust : ITlsTrust
{
    /// <inheritdoc/>
    public CertificateRefusedException? Judge(TlsPeer peer) =>
        peer.Distrust is null ? null : new CertificateRefusedException(peer, peer.Distrust, isUnknown: false);
}
