using System.Buffers;
using System.Text;

namespace Sockeye.Tracing.Strace;

/// <summary>The notation of strace's arguments: C literals, nested brackets, descriptors with what they are.</summary>
internal static class StraceSyntax
{
    private static readonly SearchValues<char> ProtocolCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Where the bracket is that closes the arguments; -1 if there is none.</summary>
    public static int EndOfArguments(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i = Next(text, i))
        {
            if (text[i] is '(' or '[' or '{')
                depth++;
            else if (text[i] is ')' && depth == 0)
                return i;
            else if (text[i] is ')' or ']' or '}')
                depth--;
        }

        return -1;
    }

    /// <summary>The arguments, or the elements of a list or structure, each trimmed.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var parts = new List<string>();
        int depth = 0, start = 0;
        for (int i = 0; i < text.Length; i = Next(text, i))
        {
            if (text[i] is '(' or '[' or '{')
                depth++;
            else if (text[i] is ')' or ']' or '}')
                depth--;
            else if (text[i] == ',' && depth == 0)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        if (start < text.Length || parts.Count > 0)
            parts.Add(text[start..].Trim());
        return parts;
    }

    /// <summary>The elements of <c>[…]</c> or <c>{…}</c>; none for anything else.</summary>
    public static IReadOnlyList<string> Elements(string text) =>
        text.Length >= 2 && text[0] is '[' or '{' ? Split(text[1..^1]) : [];

    /// <summary>The value of a field of a structure; null if it has none of that name.</summary>
    public static string? Field(string structure, string name)
    {
        foreach (string element in Elements(structure))
        {
            if (element.StartsWith(name + "=", StringComparison.Ordinal))
                return element[(name.Length + 1)..];
        }

        return null;
    }

    /// <summary>The bytes of a C literal; those that strace cut off are missing.</summary>
    public static byte[] Bytes(string literal)
    {
        if (!literal.StartsWith('"'))
            return [];

        var bytes = new List<byte>(literal.Length);
        int i = 1;
        while (i < literal.Length && literal[i] != '"')
        {
            if (literal[i] == '\\' && i + 1 < literal.Length)
            {
                bytes.Add(Escaped(literal, ref i));
                continue;
            }

            bytes.AddRange(Encoding.UTF8.GetBytes(literal, i, 1));
            i++;
        }

        return [.. bytes];
    }

    // At a backslash: \n, \", \\, \17, \177, \x7f.
    private static byte Escaped(string literal, ref int i)
    {
        char kind = literal[i + 1];
        i += 2;
        if (kind == 'x')
            return (byte)Digits(literal, ref i, most: 2, radix: 16);
        if (kind is >= '0' and <= '7')
        {
            i--;
            return (byte)Digits(literal, ref i, most: 3, radix: 8);
        }

        return (byte)(kind switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'v' => '\v', 'f' => '\f', _ => kind });
    }

    private static int Digits(string text, ref int i, int most, int radix)
    {
        int value = 0;
        for (int n = 0; n < most && i < text.Length && char.IsAsciiHexDigit(text[i]); n++, i++)
        {
            int digit = Convert.ToInt32(text[i].ToString(), 16);
            if (digit >= radix)
                break;
            value = (value * radix) + digit;
        }

        return value;
    }

    // The character after this one, where literals and what descriptors are ("3<TCP:[a->b]>") count as one.
    private static int Next(string text, int i)
    {
        if (text[i] == '"')
            return AfterLiteral(text, i);
        return text[i] == '<' && i > 0 && char.IsAsciiDigit(text[i - 1]) ? AfterDescriptor(text, i) : i + 1;
    }

    private static int AfterLiteral(string text, int i)
    {
        for (i++; i < text.Length && text[i] != '"'; i++)
        {
            if (text[i] == '\\')
                i++;
        }

        return Math.Min(i + 1, text.Length);
    }

    // Of a file it is a path, in which strace writes '>' as \76; of a socket it has an arrow, in brackets.
    private static int AfterDescriptor(string text, int i)
    {
        int bracket = text.IndexOf(":[", i, StringComparison.Ordinal);
        bool isSocket = bracket > i && text.AsSpan(i + 1, bracket - i - 1).IndexOfAnyExcept(ProtocolCharacters) < 0;
        for (i++; i < text.Length; i++)
        {
            if (text[i] == '"')
                i = AfterLiteral(text, i) - 1;
            else if (text[i] == '>' && (!isSocket || text[i - 1] == ']'))
                break;
        }

        return Math.Min(i + 1, text.Length);
    }
}
