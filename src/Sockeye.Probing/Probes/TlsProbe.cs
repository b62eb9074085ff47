using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Tls;

namespace Sockeye.Probing.Probes;

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
            string why = e switch
            {
                SocketCallException => e.Message,
                IOException => HandshakeFailure.PeerLeft,
                _ => HandshakeFailure.Of(e),
            };
            return new TlsReport(why, time.GetElapsedTime(start), null, null, _certificate, _distrust);
        }
    }

    private SslClientAuthenticationOptions Options() => new()
    {
        TargetHost = IPAddress.TryParse(host, out IPAddress? address) ? address.ToString() : host,
        CertificateChainPolicy = CertificateDistrust.Policy,
#pragma warning disable CA5359 // whatever certificate comes: it is looked at, and nothing is sent
        RemoteCertificateValidationCallback = Look,
#pragma warning restore CA5359
    };

    private bool Look(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 shown)
            _certificate = CertificateSummary.Of(shown);
        _distrust = CertificateDistrust.Of(errors, chain, host);
        return true;
    }

    private static string NameOf(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        _ => protocol.ToString(),
    };
}
