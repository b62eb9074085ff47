using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sockeye.Protocols.Text;

/// <summary>Text of a stranger made safe to show: control characters escaped, length bounded.</summary>
/// <remarks>
/// Without it a peer could move the cursor, change colours, forge lines of a log, or reverse the reading direction.
/// Escapes are those of C and C#: <c>\n</c>, <c>\x1b</c>, <c>\u202e</c>, <c>\U000e0041</c>, and <c>\\</c> for the
/// backslash itself.
/// </remarks>
public static class PrintableText
{
    /// <summary>The default bound: as many characters as fit a few lines of a terminal.</summary>
    public const int DefaultMaxChars = 1024;

    private const char Ellipsis = '…';

    /// <summary>Shows UTF-8 <paramref name="bytes"/>; bytes that are not UTF-8 are shown as <c>\xNN</c>.</summary>
    /// <param name="bytes">What the peer sent.</param>
    /// <param name="maxChars">How many characters to show at most; what is cut is marked by an ellipsis.</param>
    public static string Escape(ReadOnlySpan<byte> bytes, int maxChars = DefaultMaxChars)
    {
        var text = new StringBuilder(Math.Min(bytes.Length, maxChars));
        while (!bytes.IsEmpty)
        {
            int shown = text.Length;
            OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed);
            if (status == OperationStatus.Done)
                Append(text, rune);
            else
                AppendRaw(text, bytes[..consumed]);
            if (text.Length > maxChars)
                return text.Remove(shown, text.Length - shown).Append(Ellipsis).ToString(); // no half escape

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }

    /// <summary>Shows <paramref name="text"/> by the same rules.</summary>
    /// <param name="text">What came from a stranger.</param>
    /// <param name="maxChars">How many characters to show at most.</param>
    public static string Escape(string text, int maxChars = DefaultMaxChars) =>
        text.Length <= maxChars && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains('\\')
            ? text // as almost all: an address, the name of a file
            : Escape(Encoding.UTF8.GetBytes(text), maxChars);

    /// <summary>
    /// Whether <paramref name="text"/> can be shown as it is: none of it is a control or format character.
    /// </summary>
    public static bool IsPrintable(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsUnsafe(rune))
                return false;
        }

        return true;
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        switch (rune.Value)
        {
            case '\n': text.Append("\\n"); break;
            case '\r': text.Append("\\r"); break;
            case '\t': text.Append("\\t"); break;
            case '\\': text.Append(@"\\"); break;
            case < 0x20 or 0x7f: text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"); break;
            case > 0xffff when IsUnsafe(rune): text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"); break;
            case var value when IsUnsafe(rune): text.Append(CultureInfo.InvariantCulture, $"\\u{value:x4}"); break;
            default: text.Append(units[..rune.EncodeToUtf16(units)]); break;
        }
    }

    // C1 controls, bidirectional overrides and other invisible format characters, line separators, private use.
    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static void AppendRaw(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
    }
}
