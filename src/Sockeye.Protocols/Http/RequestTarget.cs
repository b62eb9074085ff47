using System.Text;

namespace Sockeye.Protocols.Http;

/// <summary>What a request is for (RFC 9112 §3.2): a path below the root, decoded once, and a query.</summary>
/// <remarks>
/// Refused rather than mended: a dot segment in any spelling, an empty segment, a separator or a control character that
/// was escaped, what is not UTF-8. No browser or program sends those unless somebody tries something.
/// </remarks>
/// <param name="Path">Segments separated by <c>/</c>, without one at the start or the end; empty is the root.</param>
/// <param name="IsDirectory">Whether a <c>/</c> stood at the end.</param>
/// <param name="Query">What stood behind <c>?</c>, as it was sent; empty for none.</param>
public sealed record RequestTarget(string Path, bool IsDirectory, string Query)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a target in origin-form or absolute-form; null when it is refused.</summary>
    public static RequestTarget? Parse(string target)
    {
        ReadOnlySpan<char> text = WithoutAuthority(target);
        int mark = text.IndexOf('?');
        string query = mark < 0 ? "" : text[(mark + 1)..].ToString();
        ReadOnlySpan<char> path = mark < 0 ? text : text[..mark];
        if (path.IsEmpty || path[0] != '/' || query.AsSpan().ContainsAnyInRange('\0', ' '))
            return null;
        if (path.Length == 1)
            return new RequestTarget("", IsDirectory: true, query);

        bool isDirectory = path[^1] == '/';
        string? decoded = Decode(isDirectory ? path[1..^1] : path[1..]);
        return decoded is not null && AreSegments(decoded)
            ? new RequestTarget(decoded, isDirectory, query)
            : null;
    }

    /// <summary>
    /// The path of a name, beginning with <c>/</c>: of each segment what could be read otherwise is escaped, in a
    /// script or a page too, and nothing else: a server may take an escape for another character (RFC 3986 §2.2).
    /// </summary>
    public static string Format(string path, bool isDirectory = false)
    {
        string escaped = string.Join('/', path.Split('/').Select(Escape));
        return isDirectory && path.Length > 0 ? $"/{escaped}/" : $"/{escaped}";
    }

    // RFC 3986 §3.3: pchar, but for ! ' ( ) * &
    private static string Escape(string segment)
    {
        string escaped = Uri.EscapeDataString(segment);
        if (!escaped.Contains('%', StringComparison.Ordinal))
            return escaped;

        foreach (char plain in ":@$+,;=")
            escaped = escaped.Replace(Uri.HexEscape(plain), plain.ToString(), StringComparison.Ordinal);
        return escaped;
    }

    // http://host/path is for proxies, but must be understood (RFC 9112 §3.2.2).
    private static ReadOnlySpan<char> WithoutAuthority(string target)
    {
        int scheme = target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
            : target.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : 0;
        if (scheme == 0)
            return target;

        int path = target.IndexOfAny(['/', '?'], scheme);
        return path < 0 ? "/" : target.AsSpan(path);
    }

    private static string? Decode(ReadOnlySpan<char> path)
    {
        if (path.ContainsAnyExceptInRange('!', '~') || path.ContainsAny('\\', '#'))
            return null;
        if (!path.Contains('%'))
            return path.ToString();

        byte[] bytes = new byte[path.Length];
        int length = 0;
        for (int at = 0; at < path.Length; at++)
        {
            if (path[at] != '%')
            {
                bytes[length++] = (byte)path[at];
                continue;
            }

            if (!TryDecodeByte(path[at..], out bytes[length]) || bytes[length] is (byte)'/' or (byte)'\\')
                return null;
            length++;
            at += 2;
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool TryDecodeByte(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        if (text.Length < 3 || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
            return false;

        value = byte.Parse(text[1..3], System.Globalization.NumberStyles.AllowHexSpecifier, null);
        return true;
    }

    private static bool AreSegments(ReadOnlySpan<char> path)
    {
        foreach (Range segment in path.Split('/'))
        {
            if (path[segment] is "" or "." or "..")
                return false;
        }

        // Those of ASCII, and of Latin-1 (C1).
        return !path.ContainsAnyInRange('\0', '\x1f') && !path.ContainsAnyInRange('\x7f', '\x9f');
    }
}
