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
