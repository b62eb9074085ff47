using System.Globalization;
using System.Text;

namespace Sockeye.Tracing.Drawing;

/// <summary>How many columns of a terminal a text takes, as wcwidth(3) counts them.</summary>
internal static class TextCells
{
    // East_Asian_Width W and F, and emoji, in blocks (Unicode UAX #11): first and last of each.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115f), (0x231a, 0x231b), (0x2329, 0x232a), (0x23e9, 0x23f3), (0x25fd, 0x25fe), (0x2614, 0x2615),
        (0x2648, 0x2653), (0x267f, 0x267f), (0x2693, 0x2693), (0x26a1, 0x26a1), (0x26aa, 0x26ab), (0x26bd, 0x26be),
        (0x26c4, 0x26c5), (0x26ce, 0x26ce), (0x26d4, 0x26d4), (0x26ea, 0x26ea), (0x26f2, 0x26f5), (0x26fa, 0x26fd),
        (0x2705, 0x2705), (0x270a, 0x270b), (0x2728, 0x2728), (0x274c, 0x274e), (0x2753, 0x2757), (0x2795, 0x2797),
        (0x27b0, 0x27bf), (0x2b1b, 0x2b1c), (0x2b50, 0x2b55), (0x2e80, 0x303e), (0x3041, 0xa4cf), (0xa960, 0xa97c),
        (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xfe10, 0xfe19), (0xfe30, 0xfe6f), (0xff00, 0xff60), (0xffe0, 0xffe6),
        (0x16fe0, 0x18cff), (0x1aff0, 0x1b2ff), (0x1f004, 0x1f004), (0x1f0cf, 0x1f0cf), (0x1f18e, 0x1f19a),
        (0x1f1e6, 0x1f64f), (0x1f680, 0x1f6ff), (0x1f7e0, 0x1f7f0), (0x1f900, 0x1faff), (0x20000, 0x3fffd),
    ];

    /// <summary>Of a whole text.</summary>
    public static int Of(string text) => Ascii.IsValid(text) ? text.Length : text.EnumerateRunes().Sum(Of);

    /// <summary>Of a character: 0 for one that stands above the one before it.</summary>
    public static int Of(Rune rune)
    {
        if (rune.Value < 0x300)
            return 1;
        if (Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return Array.Exists(Wide, block => rune.Value >= block.First && rune.Value <= block.Last) ? 2 : 1;
    }

    /// <summary>How many chars of a text fit; at least one character, if there is one.</summary>
    public static int Fitting(string text, int columns)
    {
        int used = 0, at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += Of(rune);
            if (used > columns && at > 0)
                return at;
            at += rune.Utf16SequenceLength;
        }

        return at;
    }
}
