using System.Net;
using Sockeye.Protocols.Checks;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Files.Ftp;

/// <summary>How files are served by FTP. Every limit is finite.</summary>
public sealed record FtpOptions
{
    /// <summary>How much TLS is wanted. Default: none. Anything else needs a certificate.</summary>
    public FtpProtection Protection { get; init; }

    /// <summary>Whether connections begin with TLS, before any command: port 990. Default: no.</summary>
    public bool IsImplicitTls { get; init; }

    /// <summary>
    /// Whether a data connection must go on from the TLS session of its control connection, so that nobody else can
    /// take it. Default: no, for some clients cannot.
    /// </summary>
    public bool RequiresTlsReuse { get; init; }

    /// <summary>
    /// The ports that data connections come to, one of them at random. Default: those that nobody is given for good
    /// (RFC 6335 §6). Asked for any port, the system searches them all once thousands were used within a minute.
    /// </summary>
    public PortRange PassivePorts { get; init; } = new(49_152, 65_535);

    /// <summary>
    /// The IPv4 address that PASV tells, where it is another outside than here. Default: that of the control
    /// connection.
    /// </summary>
    public IPAddress? PublicAddress { get; init; }

    /// <summary>How long nobody may say anything. Default 5 min, the least that RFC 1123 §4.1.3.2 allows.</summary>
    public TimeSpan IdleTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromMinutes(5);

    /// <summary>How long a login may take. Default 1 min, our choice: a person types a password.</summary>
    public TimeSpan LoginTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromMinutes(1);

    /// <summary>How long a data connection may take to come about, TLS included. Default 30 s, our choice.</summary>
    public TimeSpan DataTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a TLS handshake that is under way may still take once the server stops. Default 4.5 s, our choice: such
    /// a connection ends in good order before the drain time of <c>ServeOptions</c> is over.
    /// </summary>
    public TimeSpan LateHandshakeTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(4.5);

    /// <summary>How long a data connection may stand still. Default 1 min, our choice.</summary>
    public TimeSpan StallTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromMinutes(1);
}
