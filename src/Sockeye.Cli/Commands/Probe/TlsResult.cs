using Sockeye.Probing.Probes;

namespace Sockeye.Cli.Commands.Probe;

/// <summary>What a TLS handshake showed.</summary>
/// <param name="Failure">Why there is no session; not there when there is one.</param>
/// <param name="HandshakeMilliseconds">How long it took.</param>
/// <param name="Protocol"><c>TLS 1.3</c>.</param>
/// <param name="Cipher">The suite.</param>
/// <param name="Trusted">Whether the system trusts the certificate for this host.</param>
/// <param name="Distrust">Why not.</param>
/// <param name="Subject">Whom the certificate names.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="NotBefore">Valid from then on.</param>
/// <param name="NotAfter">Valid until then.</param>
/// <param name="Names">For which hosts it is.</param>
/// <param name="Sha256">Its fingerprint.</param>
internal sealed record TlsResult(
    string? Failure, double HandshakeMilliseconds, string? Protocol, string? Cipher, bool Trusted, string? Distrust,
    string? Subject, string? Issuer, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, IReadOnlyList<string>? Names,
    string? Sha256)
{
    public static TlsResult Of(TlsReport report) => new(
        report.Failure, report.Handshake.TotalMilliseconds, report.Protocol, report.Cipher,
        report is { Certificate: not null, Distrust: null }, report.Distrust, report.Certificate?.Subject,
        report.Certificate?.Issuer, report.Certificate?.NotBefore, report.Certificate?.NotAfter,
        report.Certificate?.Names, report.Certificate?.Sha256);
}
