using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Probing.Probes;

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
