using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Transports.Tls;

/// <summary>A certificate that a server makes for itself (RFC 5280).</summary>
internal static class SelfSigned
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1"; // RFC 5280 §4.2.1.12

    // Clients know it by its fingerprint: a short life would only teach them to accept a change. A clock may be wrong.
    private static readonly TimeSpan Life = TimeSpan.FromDays(10 * 365);
    private static readonly TimeSpan ClockError = TimeSpan.FromDays(1);

    /// <param name="hostName">The machine's name: the certificate is for it too, if it is one of DNS.</param>
    /// <param name="time">The clock that says from when it is valid.</param>
    /// <returns>The certificate and its private key, as PEM.</returns>
    public static string Create(string hostName, TimeProvider time)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=sockeye", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(Names(hostName));
        DateTimeOffset now = time.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now - ClockError, now + Life);
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    private static X509Extension Names(string hostName)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        if (Uri.CheckHostName(hostName) == UriHostNameType.Dns && hostName != "localhost")
            names.AddDnsName(hostName);
        foreach (IPAddress address in OwnAddresses())
            names.AddIpAddress(address);
        return names.Build();
    }

    private static IEnumerable<IPAddress> OwnAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(assigned => assigned.Address)
        .Where(address => !address.IsIPv6LinkLocal)
        .Append(IPAddress.Loopback)
        .Append(IPAddress.IPv6Loopback)
        .Distinct();
}
