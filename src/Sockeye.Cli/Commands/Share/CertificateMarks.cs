using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Commands.Share;

/// <summary>How each client wants to be told which certificate is ours.</summary>
/// <param name="Fingerprint">SHA-256 of the certificate: sockeye, and browsers show it.</param>
/// <param name="PublicKeyPin">SHA-256 of its public key in base 64: curl and wget.</param>
/// <param name="Sha1">SHA-1 of the certificate with colons: lftp, which knows no other.</param>
internal sealed record CertificateMarks(string Fingerprint, string PublicKeyPin, string Sha1)
{
    public static CertificateMarks Of(TlsIdentity identity)
    {
        X509Certificate2 certificate = identity.Context.TargetCertificate;
        byte[] key = SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());
        string sha1 = string.Join(
            ':', certificate.GetCertHash(HashAlgorithmName.SHA1).Select(part => part.ToString("X2")));
        return new CertificateMarks($"sha256:{identity.Fingerprint}", Convert.ToBase64String(key), sha1);
    }
}
