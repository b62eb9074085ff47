using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Sockeye.Transports.Tls;

/// <summary>Why this system does not trust a certificate, in words.</summary>
internal static class CertificateDistrust
{
    /// <summary>Nothing is fetched: neither missing issuers nor lists of revoked certificates.</summary>
    public static X509ChainPolicy Policy => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
    };

    /// <returns>null when it is trusted.</returns>
    public static string? Of(SslPolicyErrors errors, X509Chain? chain, string host)
    {
        var reasons = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            reasons.Add("no certificate was shown");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            reasons.Add($"it is not for {host}");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null)
            reasons.AddRange(chain.ChainStatus.Select(status => TextOf(status.Status)).Distinct());
        if (reasons.Count == 0 && errors != SslPolicyErrors.None)
            reasons.Add("it is not valid");
        return reasons.Count == 0 ? null : string.Join(", ", reasons);
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
}
