namespace Sockeye.Transports.Tls;

/// <summary>A server as its handshake shows it.</summary>
/// <param name="Host">Whom we meant to reach.</param>
/// <param name="Port">On which port.</param>
/// <param name="Fingerprint">The SHA-256 of its certificate, in lower-case hexadecimal.</param>
/// <param name="Distrust">Why this system does not trust the certificate for that host; null when it does.</param>
public sealed record TlsPeer(string Host, int Port, string Fingerprint, string? Distrust);
