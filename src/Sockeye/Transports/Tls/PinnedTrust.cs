namespace Sockeye.Transports.Tls;

/// <summary>Trusts one certificate, whoever signed it, and no other.</summary>
public sealed class PinnedTrust : ITlsTrust
{
    private const int HexDigits = 64; // of SHA-256

    private readonly string _fingerprint;

    private PinnedTrust(string fingerprint) => _fingerprint = fingerprint;

    /// <summary>
    /// Reads a fingerprint: 64 hexadecimal digits, with or without colons, perhaps after <c>sha256:</c>.
    /// </summary>
    /// <returns>null when it is none.</returns>
    public static PinnedTrust? TryParse(string text)
    {
        const string Prefix = "sha256:";
        string digits = text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text;
        digits = digits.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        return digits.Length == HexDigits && digits.All(char.IsAsciiHexDigit) ? new PinnedTrust(digits) : null;
    }

    /// <inheritdoc/>
    public CertificateRefusedException? Judge(TlsPeer peer) => peer.Fingerprint == _fingerprint
        ? null
        : new CertificateRefusedException(
            peer, $"its certificate is sha256:{peer.Fingerprint}, not the pinned one", isUnknown: false);
}
