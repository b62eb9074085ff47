using System.Buffers;
using System.Text;
using Sockeye.Protocols.Text;

namespace Sockeye.Protocols.Chat.Lines;

/// <summary>Between bytes of a terminal, what is said in a hall, and what is safe to show on a terminal.</summary>
internal static class ChatLineText
{
    private const int MaxShown = 16 * 1024; // of the longest line, each byte escaped

    // telnet (RFC 854): commands in the stream of bytes
    private const byte InterpretAsCommand = 255, Subnegotiation = 250, SubnegotiationEnd = 240, Will = 251, Dont = 254;

    // faces of a text (modern.ircdocs.horse/formatting); the two colours are followed by which
    private const string Faces = "\u0002\u000f\u0011\u0016\u001d\u001e\u001f";
    private const char Colour = '\u0003', HexColour = '\u0004';

    /// <summary>
    /// What somebody typed: UTF-8, what is none of it replaced; tabs as blanks; nothing of telnet, and no other control
    /// character, which might be the end of a line to somebody else's client.
    /// </summary>
    public static string Read(ReadOnlySequence<byte> line)
    {
        string text = Encoding.UTF8.GetString(WithoutTelnet(line.ToArray()));
        return text.AsSpan().ContainsAnyInRange('\0', '\u001f') || text.Any(char.IsControl)
            ? string.Concat(text.Replace('\t', ' ').Where(static character => !char.IsControl(character)))
            : text;
    }

    /// <summary>What a stranger said, as it can be shown.</summary>
    public static string Show(string text)
    {
        string plain = WithoutFaces(text);
        return PrintableText.IsPrintable(plain) ? plain : PrintableText.Escape(plain, MaxShown);
    }

    /// <summary>The beginning of a text that is too long; no half of a character.</summary>
    public static string Cut(string text, int maxChars) =>
        text.Length <= maxChars ? text : text[..(char.IsHighSurrogate(text[maxChars - 1]) ? maxChars - 1 : maxChars)];

    private static ReadOnlySpan<byte> WithoutTelnet(byte[] line)
    {
        if (!line.Contains(InterpretAsCommand))
            return line;

        int kept = 0;
        for (int i = 0; i < line.Length;)
        {
            if (line[i] == InterpretAsCommand)
                i += CommandLength(line.AsSpan(i));
            else
                line[kept++] = line[i++];
        }

        return line.AsSpan(0, kept);
    }

    // What ends with the line is a command as far as that.
    private static int CommandLength(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 2)
            return rest.Length;
        if (rest[1] is >= Will and <= Dont)
            return Math.Min(3, rest.Length);
        if (rest[1] != Subnegotiation)
            return 2;

        int end = rest.IndexOf([InterpretAsCommand, SubnegotiationEnd]);
        return end < 0 ? rest.Length : end + 2;
    }

    private static string WithoutFaces(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0001', '\u001f'))
            return text;

        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == Colour)
                i += ColourLength(text.AsSpan(i + 1), maxDigits: 2, char.IsAsciiDigit);
            else if (text[i] == HexColour)
                i += ColourLength(text.AsSpan(i + 1), maxDigits: 6, char.IsAsciiHexDigit);
            else if (!Faces.Contains(text[i], StringComparison.Ordinal))
                plain.Append(text[i]);
        }

        return plain.ToString();
    }

    // Digits, and of the background a comma and digits; a comma alone is text.
    private static int ColourLength(ReadOnlySpan<char> rest, int maxDigits, Func<char, bool> isDigit)
    {
        int first = Digits(rest, maxDigits, isDigit);
        if (first == 0 || first == rest.Length || rest[first] != ',')
            return first;

        int second = Digits(rest[(first + 1)..], maxDigits, isDigit);
        return second == 0 ? first : first + 1 + second;
    }

    private static int Digits(ReadOnlySpan<char> text, int most, Func<char, bool> isDigit)
    {
        int count = 0;
        while (count < most && count < text.Length && isDigit(text[count]))
            count++;
        return count;
    }
}
