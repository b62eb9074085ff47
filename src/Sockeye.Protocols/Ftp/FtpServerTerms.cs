using System.Net;

namespace Sockeye.Protocols.Ftp;

/// <summary>What a session of a server knows from its start.</summary>
public sealed record FtpServerTerms
{
    /// <summary>How much TLS there is, and must be. Default: none.</summary>
    public FtpProtection Protection { get; init; }

    /// <summary>
    /// Whether the control connection began with TLS, before any command (implicit TLS). Default: no.
    /// </summary>
    public bool IsImplicitTls { get; init; }

    /// <summary>
    /// The control peer's address: the only one that PORT and EPRT may name (RFC 2577 §3). Null: none at all.
    /// </summary>
    public IPAddress? Peer { get; init; }

    /// <summary>The IPv4 address that PASV tells. Null: PASV is refused, and EPSV, which needs none, is not.</summary>
    public IPAddress? PassiveAddress { get; init; }
}

/// <summary>How much TLS a server wants.</summary>
public enum FtpProtection
{
    /// <summary>There is no TLS here.</summary>
    None,

    /// <summary>Whoever asks for it gets it.</summary>
    Offered,

    /// <summary>Passwords are only taken over TLS. Whoever needs none may do without.</summary>
    Passwords,

    /// <summary>Nobody logs in without TLS, and data connections use it as well.</summary>
    Everything,
}
