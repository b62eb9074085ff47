using System.Globalization;

namespace Sockeye.Protocols.Ftp;

/// <summary>Numbers and words of commands and replies.</summary>
internal static class FtpText
{
    /// <summary>A number without sign or space, up to that of a 64-bit length.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    /// <summary>A decimal number as it is written everywhere.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Cuts off the first word; what follows its space stays.</summary>
    public static string TakeWord(ref ReadOnlySpan<char> rest)
    {
        int space = rest.IndexOf(' ');
        ReadOnlySpan<char> word = space < 0 ? rest : rest[..space];
        rest = space < 0 ? [] : rest[(space + 1)..];
        return word.ToString();
    }

    public static bool IsWord(this string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
