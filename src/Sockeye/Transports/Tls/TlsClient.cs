using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Transports.Tls;

/// <summary>Makes TLS connections of those that we opened.</summary>
/// <param name="trust">Decides whether the server is the one that was meant.</param>
/// <param name="time">The clock of the handshake's limit.</param>
public sealed class TlsClient(ITlsTrust trust, TimeProvider time)
{
    /// <summary>
    /// Whether sessions are resumed with servers that are named by their address as well. Default: no.
    /// </summary>
    /// <remarks>
    /// .NET keeps sessions by the name that it sends to the server (SNI, RFC 6066 §3), and there is none for an
    /// address. With this a name is made up and sent. Some servers of FTP want it: their data connections must resume.
    /// </remarks>
    public bool ResumesByAddress { get; init; }

    /// <summary>Puts TLS on a connection, as its client.</summary>
    /// <param name="inner">Belongs to the result.</param>
    /// <param name="host">Whom we meant to reach: a name or an address. A session is resumed by it.</param>
    /// <param name="port">On which port.</param>
    public TlsConnection Secure(StreamConnection inner, string host, int port) =>
        new(inner, isServer: false, (tls, cancel) => AuthenticateAsync(tls, host, port, cancel), time);

    /// <summary>The options of one handshake; for those who do TLS themselves, as HttpClient does.</summary>
    /// <param name="host">Whom we mean to reach.</param>
    /// <param name="port">On which port.</param>
    /// <param name="onRefused">Is told why a server was not trusted.</param>
    public SslClientAuthenticationOptions OptionsFor(
        string host, int port, Action<CertificateRefusedException> onRefused) => new()
        {
            TargetHost = ResumesByAddress && IsAddress(host) ? NameOf(host) : ScopedAddress.WithoutZone(host),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            CertificateChainPolicy = CertificateDistrust.Policy,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                if (certificate is null)
                    return false;

                string fingerprint = Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
                var shown = (X509Certificate2)certificate;
                SslPolicyErrors told = IsAddress(host) ? OfAddress(errors, shown, host) : errors;
                var peer = new TlsPeer(host, port, fingerprint, CertificateDistrust.Of(told, chain, host));
                CertificateRefusedException? refused = trust.Judge(peer);
                if (refused is not null)
                    onRefused(refused);
                return refused is null;
            },
        };

    private static bool IsAddress(string host) => IPAddress.TryParse(host, out _);

    // Of the form of a name, and nobody's (RFC 6761 §6.4).
    private static string NameOf(string address) =>
        $"{address.Replace(':', '-').Replace('.', '-').Replace('%', '-')}.address.invalid";

    // Whatever name was made up: the certificate must be for the address.
    private static SslPolicyErrors OfAddress(SslPolicyErrors errors, X509Certificate2 certificate, string address)
    {
        SslPolicyErrors others = errors & ~SslPolicyErrors.RemoteCertificateNameMismatch;
        return certificate.MatchesHostname(ScopedAddress.WithoutZone(address))
            ? others
            : others | SslPolicyErrors.RemoteCertificateNameMismatch;
    }

    private async Task AuthenticateAsync(SslStream tls, string host, int port, CancellationToken cancel)
    {
        CertificateRefusedException? refused = null;
        try
        {
            await tls.AuthenticateAsClientAsync(OptionsFor(host, port, why => refused = why), cancel);
        }
        catch (AuthenticationException) when (refused is not null)
        {
            throw refused;
        }
    }
}
