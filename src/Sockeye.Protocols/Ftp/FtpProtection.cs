namespace Sockeye.Protocols.Ftp;

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
