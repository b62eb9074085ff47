using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Transports.Sockets;

namespace Sockeye.Transports.Tls;

/// <summary>Who a server is: a certificate with its private key.</summary>
public sealed class TlsIdentity : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection? _chain;

    private TlsIdentity(X509Certificate2 certificate, X509Certificate2Collection? chain)
    {
        (_certificate, _chain) = (certificate, chain);
        Context = NewContext();
        Fingerprint = Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
    }

    /// <summary>The SHA-256 of the certificate, in lower-case hexadecimal.</summary>
    public string Fingerprint { get; }

    /// <summary>For servers that do TLS themselves, as Kestrel does.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>The same, with session tickets that no other context takes: .NET keeps them by context.</summary>
    internal SslStreamCertificateContext NewContext() =>
        SslStreamCertificateContext.Create(_certificate, _chain, offline: true);

    /// <summary>Reads a certificate and its key.</summary>
    /// <param name="certificatePath">PEM: the certificate first, then its chain.</param>
    /// <param name="keyPath">PEM of the private key, not encrypted; null when it is in the same file.</param>
    /// <exception cref="IOException">A file cannot be read, or does not hold what it should.</exception>
    public static TlsIdentity Load(string certificatePath, string? keyPath)
    {
        try
        {
            string all = Native.GivenFile.ReadText(certificatePath);
            string key = keyPath is null ? all : Native.GivenFile.ReadText(keyPath);
            X509Certificate2 certificate = Usable(X509Certificate2.CreateFromPem(all, key));
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(all);
            return new TlsIdentity(certificate, chain);
        }
        catch (CryptographicException wrong)
        {
            string files = keyPath is null ? certificatePath : $"{certificatePath} and {keyPath}";
            throw new IOException($"cannot use {files} as a certificate and its key: {wrong.Message}", wrong);
        }
    }

    /// <summary>Reads the certificate that is kept in a directory; makes one when it is not there.</summary>
    /// <remarks>
    /// It is signed by itself, with an elliptic key (P-256), for this machine's name and loopback. The key is readable
    /// by its owner only.
    /// </remarks>
    /// <param name="directory">Our user's own path; it is made when it is missing.</param>
    /// <param name="time">The clock that says from when it is valid.</param>
    /// <param name="names">Knows this machine's name, for one that is made. Default: the system.</param>
    /// <exception cref="IOException">
    /// The file cannot be read or written, or others may have written it.
    /// </exception>
    public static TlsIdentity LoadOrCreate(string directory, TimeProvider time, INameService? names = null)
    {
        string path = Path.Combine(directory, "server.pem");
        if (Native.PrivateFile.Read(path) is null)
            Native.PrivateFile.Write(path, SelfSigned.Create((names ?? SystemNames.Instance).OwnName, time));
        return Load(path, keyPath: null);
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();

    // A key that came from PEM belongs to the certificate only while the process lives; TLS wants one it can hand on.
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
