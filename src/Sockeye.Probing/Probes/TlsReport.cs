using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Probing.Probes;

/// <summary>What a TLS handshake showed.</summary>
/// <param name="Failure">Why there is no session; null when there is one.</param>
/// <param name="Handshake">How long it took.</param>
/// <param name="Protocol"><c>TLS 1.3</c>; null without a session.</param>
/// <param name="Cipher">The suite by its IANA name; null without a session.</param>
/// <param name="Certificate">The server's; null when none was shown.</param>
/// <param name="Distrust">Why the system does not trust the certificate for this host; null when it does.</param>
public sealed record TlsReport(
    string? Failure, TimeSpan Handshake, string? Protocol, string? Cipher, CertificateSummary? Certificate,
    string? Distrust);

/// <summary>What matters of a certificate (RFC 5280).</summary>
/// <param name="Subject">Whom it names.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="NotBefore">Valid from then on (UTC).</param>
/// <param name="NotAfter">Valid until then (UTC).</param>
/// <param name="Names">For which hosts it is: the subject alternative names, DNS and IP.</param>
/// <param name="Sha256">Its fingerprint, in lower-case hexadecimal.</param>
public sealed record CertificateSummary(
    string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, IReadOnlyList<string> Names,
    string Sha256)
{
    internal static CertificateSummary Of(X509Certificate2 certificate)
    {
        X509SubjectAlternativeNameExtension? names =
            certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return new CertificateSummary(
            certificate.Subject,
            certificate.Issuer,
            certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime(),
            names is null
                ? []
                : [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(address => address.ToString())],
            Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)));
    }
}
