using System.Text;

namespace Sockeye.Protocols.Irc;

/// <summary>Cuts a text that is too long for one line.</summary>
public static class IrcTextSplitter
{
    /// <summary>
    /// The pieces of a text, in order: each fits, no character is cut, and where there is a space it is cut there. Put
    /// together they are the text, but for the spaces at the cuts.
    /// </summary>
    /// <param name="text">Without line endings.</param>
    /// <param name="maxBytes">How many bytes of UTF-8 each may have: at least 4, the longest character.</param>
    public static IReadOnlyList<string> Split(string text, int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 4);
        var pieces = new List<string>();
        ReadOnlySpan<char> rest = text;
        while (Encoding.UTF8.GetByteCount(rest) > maxBytes)
        {
            int fits = CharsThatFit(rest, maxBytes);
            int space = rest[..(fits + 1)].LastIndexOf(' ');
            int cut = space > 0 ? space : fits;
            pieces.Add(rest[..cut].ToString());
            rest = rest[cut..];
            if (space > 0)
                rest = rest[1..];
        }

        if (!rest.IsEmpty || pieces.Count == 0)
            pieces.Add(rest.ToString());
        return pieces;
    }

    private static int CharsThatFit(ReadOnlySpan<char> text, int maxBytes)
    {
        int chars = 0;
        for (int bytes = 0; chars < text.Length;)
        {
            Rune.DecodeFromUtf16(text[chars..], out Rune rune, out int units);
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
                break;
            chars += units;
        }

        return chars;
    }
}
