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
        string plain = FormattingCodes.Strip(text);
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
}
