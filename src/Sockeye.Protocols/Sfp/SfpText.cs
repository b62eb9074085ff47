using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Sockeye.Protocols.Sfp;

/// <summary>The words of SFP lines: strict UTF-8 text, names, decimal numbers, times.</summary>
internal static class SfpText
{
    /// <summary>Stands for what is not known or not limited.</summary>
    public const string None = "-";

    /// <summary><see cref="SfpMissing.Unreadable"/>.</summary>
    public const string Unreadable = "unreadable";

    /// <summary><see cref="SfpMissing.Unnameable"/>.</summary>
    public const string Unnameable = "unnameable";

    // RFC 3339 §5.6 in UTC, fraction of seven digits: as fine as .NET counts.
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryDecode(ReadOnlySequence<byte> line, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (line.Length > SfpLimits.MaxLineBytes)
            return false;

        try
        {
            text = StrictUtf8.GetString(line);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    public static void WriteLine(string text, IBufferWriter<byte> output)
    {
        StrictUtf8.GetBytes(text, output);
        output.Write("\n"u8);
    }

    /// <summary>Takes the word before the next space; <paramref name="text"/> is moved past the space.</summary>
    public static ReadOnlySpan<char> TakeWord(ref ReadOnlySpan<char> text)
    {
        int at = text.IndexOf(' ');
        ReadOnlySpan<char> word = at < 0 ? text : text[..at];
        text = at < 0 ? [] : text[(at + 1)..];
        return word;
    }

    /// <summary>
    /// Any text that fits a line: not empty, no control characters. What it may reach is the server's affair.
    /// </summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > SfpLimits.MaxNameBytes)
            return false;

        foreach (char c in text)
        {
            if (char.IsControl(c))
                return false;
        }

        return IsUnicode(text) && Encoding.UTF8.GetByteCount(text) <= SfpLimits.MaxNameBytes;
    }

    /// <summary>A number as only digits, in the range of a <see cref="long"/>.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>A number, or <see cref="None"/>.</summary>
    public static bool TryParseOptional(ReadOnlySpan<char> text, out long? number)
    {
        bool isNumber = TryParseNumber(text, out long value);
        number = isNumber ? value : null;
        return isNumber || text.SequenceEqual(None);
    }

    public static string FormatTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static bool TryParseTime(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int consumed) != OperationStatus.Done)
                return false; // half of a surrogate pair
            text = text[consumed..];
        }

        return true;
    }
}
