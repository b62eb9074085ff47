using System.Buffers;

namespace Sockeye.Protocols.Http;

/// <summary>What may stand behind the size of a chunk (RFC 9112 §7.1.1).</summary>
/// <remarks>
/// <code>
/// 5;name;name=token;name="quoted; text"
/// </code>
/// </remarks>
internal static class ChunkExtensions
{
    /// <summary>What a token is made of (RFC 9110 §5.6.2).</summary>
    public static readonly SearchValues<byte> TokenBytes = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Whether it is none, or any number of them.</summary>
    public static bool AreValid(ReadOnlySpan<byte> text)
    {
        for (text = text.TrimStart(" \t"u8); !text.IsEmpty; text = text.TrimStart(" \t"u8))
        {
            if (text[0] != ';')
                return false;

            text = text[1..].TrimStart(" \t"u8);
            if (!TryTakeToken(ref text))
                return false;

            text = text.TrimStart(" \t"u8);
            if (text.IsEmpty || text[0] != '=')
                continue;

            text = text[1..].TrimStart(" \t"u8);
            if (!TryTakeQuoted(ref text) && !TryTakeToken(ref text))
                return false;
        }

        return true;
    }

    private static bool TryTakeToken(ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExcept(TokenBytes);
        int length = end < 0 ? text.Length : end;
        text = text[length..];
        return length > 0;
    }

    private static bool TryTakeQuoted(ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '"')
            return false;

        for (int at = 1; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                text = text[(at + 1)..];
                return true;
            }

            if (text[at] == '\\')
                at++;
            if (at < text.Length && text[at] is (< 0x20 and not (byte)'\t') or 0x7f)
                return false;
        }

        return false;
    }
}
