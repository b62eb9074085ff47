using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Transports.Sockets.Probing;

/// <summary>One TLS handshake as a client, with whatever certificate comes: to look at it, not to rely on it.</summary>
internal sealed class TlsProbe(string host, TimeProvider time)
{
    private CertificateSummary? _certificate;
    private string? _distrust;

    public async Task<TlsReport> RunAsync(StreamConnection connection, CancellationToken cancel)
    {
        long start = time.GetTimestamp();
        await using var tls = new SslStream(new ConnectionStream(connection), leaveInnerStreamOpen: true);
        try
        {
            await tls.AuthenticateAsClientAsync(Options(), cancel);
            return new TlsReport(
                Failure: null, time.GetElapsedTime(start), NameOf(tls.SslProtocol),
                tls.NegotiatedCipherSuite.ToString(), _certificate, _distrust);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or CryptographicException)
        {
            string why = (e.InnerException ?? e).Message;
            return new TlsReport(why, time.GetElapsedTime(start), null, null, _certificate, _distrust);
        }
    }

    // Nothing is fetched: neither missing issuers nor lists of revoked certificates.
    private SslClientAuthenticationOptions Options() => new()
    {
        TargetHost = IPAddress.TryParse(host, out IPAddress? address) ? address.ToString() : host,
        CertificateChainPolicy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
        },
        RemoteCertificateValidationCallback = Look,
    };

    private bool Look(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 shown)
            _certificate = CertificateSummary.Of(shown);
        var reasons = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            reasons.Add("no certificate was shown");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            reasons.Add($"it is not for {host}");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null)
            reasons.AddRange(chain.ChainStatus.Select(status => TextOf(status.Status)).Distinct());
        _distrust = reasons.Count == 0 ? null : string.Join(", ", reasons);
        return true;
    }

    private static string TextOf(X509ChainStatusFlags status) => status switch
    {
        X509ChainStatusFlags.UntrustedRoot => "its root is not trusted",
        X509ChainStatusFlags.PartialChain => "its issuer is not known",
        X509ChainStatusFlags.NotTimeValid => "it has expired or is not valid yet",
        X509ChainStatusFlags.NotSignatureValid => "its signature is wrong",
        X509ChainStatusFlags.NotValidForUsage => "it is not for servers",
        _ => status.ToString(),
    };

    private static string NameOf(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        _ => protocol.ToString(),
    };
}
