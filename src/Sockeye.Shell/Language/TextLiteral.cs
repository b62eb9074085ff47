using System.Globalization;
using System.Text;
using Sockeye.Protocols.Text;

namespace Sockeye.Shell.Language;

/// <summary>
/// Bytes as a string literal: UTF-8 text with <c>\n \r \t \0 \\ \" \xNN \uNNNN \UNNNNNNNN</c>. <c>\x</c> is one byte.
/// </summary>
internal static class TextLiteral
{
    private const string Escapes = @"the escapes are \n \r \t \0 \\ \"" \xNN \uNNNN \UNNNNNNNN";

    /// <summary>The literal of <paramref name="bytes"/>, in quotes: safe to show, read back to the same.</summary>
    /// <param name="bytes">Any.</param>
    /// <param name="maxChars">How much to show; more is cut, which an ellipsis says.</param>
    public static string Of(ReadOnlySpan<byte> bytes, int maxChars = int.MaxValue) =>
        $"\"{PrintableText.Escape(bytes, maxChars).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>The bytes of a literal.</summary>
    /// <param name="literal">With its quotes.</param>
    /// <param name="column">Where it stands in the line.</param>
    /// <exception cref="ShellException">An escape is wrong.</exception>
    public static byte[] Parse(string literal, int column)
    {
        var bytes = new List<byte>(literal.Length);
        string text = literal[1..^1];
        for (int at = 0; at < text.Length;)
        {
            int length = text[at] == '\\' ? Escape(text, at, column + 1, bytes) : Plain(text, at, bytes);
            at += length;
        }

        return [.. bytes];
    }

    private static int Plain(string text, int at, List<byte> bytes)
    {
        int end = text.IndexOf('\\', at);
        string plain = end < 0 ? text[at..] : text[at..end];
        bytes.AddRange(Encoding.UTF8.GetBytes(plain));
        return plain.Length;
    }

    private static int Escape(string text, int at, int column, List<byte> bytes)
    {
        int digits = 0;
        switch (at + 1 < text.Length ? text[at + 1] : default)
        {
            case 'n': bytes.Add((byte)'\n'); break;
            case 'r': bytes.Add((byte)'\r'); break;
            case 't': bytes.Add((byte)'\t'); break;
            case '0': bytes.Add(0); break;
            case '\\': bytes.Add((byte)'\\'); break;
            case '"': bytes.Add((byte)'"'); break;
            case 'x': digits = 2; break;
            case 'u': digits = 4; break;
            case 'U': digits = 8; break;
            default: throw new ShellException(Escapes, column + at);
        }

        if (digits > 0)
            AppendNumber(text, at + 2, digits, column, bytes);
        return 2 + digits;
    }

    private static void AppendNumber(string text, int at, int digits, int column, List<byte> bytes)
    {
        bool isNumber = uint.TryParse(
            text.AsSpan(at, Math.Min(digits, text.Length - at)), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out uint number) && at + digits <= text.Length;
        if (!isNumber)
            throw new ShellException($"here {digits} hexadecimal digits must follow; {Escapes}", column + at - 2);

        if (digits == 2)
            bytes.Add((byte)number);
        else if (Rune.TryCreate(number, out Rune rune))
            bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
        else
            throw new ShellException("there is no such character in Unicode", column + at - 2);
    }
}
