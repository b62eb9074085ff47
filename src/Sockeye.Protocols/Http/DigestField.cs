using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Http;

/// <summary>Repr-Digest and Want-Repr-Digest (RFC 9530), of SHA-256 only.</summary>
public static class DigestField
{
    private const string Sha256 = "sha-256";

    /// <summary>The value of Repr-Digest: <c>sha-256=:base64:</c>.</summary>
    public static string Format(Sha256Sum sum)
    {
        Span<byte> bytes = stackalloc byte[Sha256Sum.SizeBytes];
        Convert.FromHexString(sum.ToString(), bytes, out _, out _);
        return $"{Sha256}=:{Convert.ToBase64String(bytes)}:";
    }

    /// <summary>Reads the SHA-256 that a sender has announced.</summary>
    /// <param name="field">The value of Repr-Digest; null when it was not sent.</param>
    /// <param name="sum">The sum; null when the field has none of our kind.</param>
    /// <returns>false when it is there and wrong.</returns>
    public static bool TryParse(string? field, out Sha256Sum? sum)
    {
        sum = null;
        if (field is null)
            return true;
        if (StructuredField.ParseDictionary(field) is not { } members)
            return false;
        if (!members.TryGetValue(Sha256, out StructuredValue value))
            return true; // of another kind, which may be ignored (RFC 9530 §3)
        if (value.Bytes is not { Length: Sha256Sum.SizeBytes } bytes)
            return false;

        sum = new Sha256Sum(bytes.Span);
        return true;
    }

    /// <summary>Whether a Want-Repr-Digest asks for SHA-256 (RFC 9530 §4): a weight above 0.</summary>
    public static bool IsWanted(string? field) =>
        field is not null
        && StructuredField.ParseDictionary(field) is { } members
        && members.TryGetValue(Sha256, out StructuredValue weight)
        && weight.Number is > 0 and <= 10;
}
