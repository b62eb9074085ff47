using System.Buffers;
using System.Text;

namespace Sockeye.Tracing;

/// <summary>Hides passwords in what was sent, for a trace is shown to others.</summary>
/// <remarks>
/// What comes in the clear in the protocols of this house and their like: a line that begins with the word of a login,
/// or a field of HTTP that holds one. Of each byte that is hidden a star is left, so lengths stay right.
/// </remarks>
internal static class Secrets
{
    private const byte Star = (byte)'*';

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\r\n"u8);

    // The beginning of a line, and how many words after it are none of a secret's.
    private static readonly (string Start, int Words)[] Lines =
    [
        ("PASS ", 0), // FTP (RFC 959 §4.1.1), IRC, POP3
        ("LOGIN ", 1), // SFP: the name first
        ("AUTH PLAIN ", 0), // SMTP (RFC 4954 §4)
        ("AUTHORIZATION:", 1), // HTTP (RFC 9110 §11.6.2): the scheme first
        ("PROXY-AUTHORIZATION:", 1),
        ("COOKIE:", 0),
        ("SET-COOKIE:", 0),
    ];

    /// <summary>The same bytes, or a copy in which secrets are hidden.</summary>
    public static ReadOnlyMemory<byte> Hide(ReadOnlyMemory<byte> data)
    {
        byte[]? hidden = null;
        for (int start = 0; start < data.Length;)
        {
            ReadOnlySpan<byte> rest = data.Span[start..];
            int length = rest.IndexOfAny(Ends) is >= 0 and int end ? end : rest.Length;
            if (SecretOf(rest[..length]) is { } secret)
            {
                hidden ??= data.ToArray();
                hidden.AsSpan(start + secret, length - secret).Fill(Star);
            }

            start += length + 1;
        }

        return hidden ?? data;
    }

    // Where it begins in the line; null when there is none.
    private static int? SecretOf(ReadOnlySpan<byte> line)
    {
        foreach ((string start, int words) in Lines)
        {
            if (line.Length < start.Length || !Ascii.EqualsIgnoreCase(line[..start.Length], start))
                continue;

            int at = start.Length;
            for (int word = 0; word <= words; word++)
            {
                while (at < line.Length && line[at] == ' ')
                    at++;
                while (word < words && at < line.Length && line[at] != ' ')
                    at++;
            }

            return at;
        }

        return null;
    }
}
