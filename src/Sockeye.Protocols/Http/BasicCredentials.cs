using System.Text;

namespace Sockeye.Protocols.Http;

/// <summary>A name and a password as a browser sends them (RFC 7617): UTF-8, in base64.</summary>
/// <param name="Name">Up to the first colon.</param>
/// <param name="Password">All behind it.</param>
public sealed record BasicCredentials(string Name, string Password)
{
    /// <summary>
    /// The longest field that is read, in characters: 1,024, our choice: a long password with room to spare.
    /// </summary>
    public const int MaxChars = 1024;

    private const string Scheme = "Basic ";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads an Authorization field; null when it is of another scheme, or wrong.</summary>
    public static BasicCredentials? Parse(string? field)
    {
        if (field is null || field.Length > MaxChars || !field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        byte[] bytes = new byte[field.Length];
        if (!Convert.TryFromBase64Chars(field.AsSpan(Scheme.Length).Trim(' '), bytes, out int length))
            return null;

        try
        {
            string text = StrictUtf8.GetString(bytes, 0, length);
            int colon = text.IndexOf(':', StringComparison.Ordinal);
            bool isWhole = colon >= 0 && !text.Any(char.IsControl);
            return isWhole ? new BasicCredentials(text[..colon], text[(colon + 1)..]) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Names the user only.</summary>
    public override string ToString() => $"Basic credentials of {Text.PrintableText.Escape(Name)}";
}
