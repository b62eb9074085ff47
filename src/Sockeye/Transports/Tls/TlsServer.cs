using System.Net.Security;
using System.Security.Authentication;

namespace Sockeye.Transports.Tls;

/// <summary>Makes TLS connections of those that peers opened.</summary>
/// <remarks>TLS 1.2 (RFC 5246) and 1.3 (RFC 8446) only. Sessions are resumed where the client wants it.</remarks>
/// <param name="identity">Who we are.</param>
/// <param name="time">The clock of the handshake's limit.</param>
public sealed class TlsServer(TlsIdentity identity, TimeProvider time)
{
    private readonly SslStreamCertificateContext _context = identity.Context;

    private TlsServer(TlsIdentity identity, TimeProvider time, SslStreamCertificateContext context)
        : this(identity, time) => _context = context;

    /// <summary>Who we are.</summary>
    public TlsIdentity Identity => identity;

    /// <summary>What we offer to speak (ALPN, RFC 7301), the best first. Default: nothing.</summary>
    public IReadOnlyList<SslApplicationProtocol> ApplicationProtocols { get; init; } = [];

    /// <summary>The same, with something to agree upon.</summary>
    /// <param name="protocols">What we offer to speak, the best first.</param>
    public TlsServer Offering(IReadOnlyList<SslApplicationProtocol> protocols) =>
        new(identity, time) { ApplicationProtocols = protocols };

    /// <summary>Puts TLS on a connection, as its server.</summary>
    /// <param name="inner">
    /// Belongs to the result. What it has received already, but nobody read, is the handshake's.
    /// </param>
    public TlsConnection Secure(StreamConnection inner) =>
        new(inner, isServer: true, (tls, cancel) => tls.AuthenticateAsServerAsync(Options(), cancel), time);

    /// <summary>The same, with session tickets of its own: what is resumed there began there.</summary>
    public TlsServer ForOneSession() =>
        new(identity, time, identity.NewContext()) { ApplicationProtocols = ApplicationProtocols };

    private SslServerAuthenticationOptions Options() => new()
    {
        ServerCertificateContext = _context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowRenegotiation = false,
        ApplicationProtocols = ApplicationProtocols.Count == 0 ? null : [.. ApplicationProtocols],
    };
}
