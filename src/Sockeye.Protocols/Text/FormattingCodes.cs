using System.Text;

namespace Sockeye.Protocols.Text;

/// <summary>
/// Colours and faces inside a text of a chat, which are control characters (modern.ircdocs.horse/formatting).
/// </summary>
public static class FormattingCodes
{
    private const char Bold = '\u0002', Colour = '\u0003', HexColour = '\u0004', Reset = '\u000f';
    private const char Monospace = '\u0011', Reverse = '\u0016', Italics = '\u001d', Strike = '\u001e';
    private const char Underline = '\u001f';

    /// <summary>The text without them.</summary>
    public static string Strip(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0001', '\u001f'))
            return text;

        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case Bold or Reset or Monospace or Reverse or Italics or Strike or Underline: break;
                case Colour: i += ColourLength(text.AsSpan(i + 1), maxDigits: 2, char.IsAsciiDigit); break;
                case HexColour: i += ColourLength(text.AsSpan(i + 1), maxDigits: 6, char.IsAsciiHexDigit); break;
                default: plain.Append(text[i]); break;
            }
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
