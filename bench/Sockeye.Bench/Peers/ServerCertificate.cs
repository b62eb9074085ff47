using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Bench.Peers;

/// <summary>One certificate for all servers, with a key of P-256, so that all shake hands at one price.</summary>
/// <param name="Path">The certificate, PEM.</param>
/// <param name="KeyPath">Its private key, PEM.</param>
internal sealed record ServerCertificate(string Path, string KeyPath)
{
    public static async Task<ServerCertificate> MakeAsync(Bench bench, CancellationToken cancel)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        var made = new ServerCertificate(bench.Work.NewPath("cert.pem"), bench.Work.NewPath("key.pem"));
        await File.WriteAllTextAsync(made.Path, certificate.ExportCertificatePem(), cancel);
        await File.WriteAllTextAsync(made.KeyPath, key.ExportPkcs8PrivateKeyPem(), cancel);
        return made;
    }
}
