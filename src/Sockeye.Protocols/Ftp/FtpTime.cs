using System.Globalization;

namespace Sockeye.Protocols.Ftp;

/// <summary>
/// Points in time as MDTM, MFMT and facts write them: <c>YYYYMMDDHHMMSS[.sss]</c>, UTC (RFC 3659 §2.3).
/// </summary>
public static class FtpTime
{
    private const string Format = "yyyyMMddHHmmss";

    /// <summary>Writes whole seconds, rounded down.</summary>
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads a time. Fractions are kept up to 100 ns.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        int digits = Format.Length;
        if (text.Length < digits || (text.Length > digits && text[digits] != '.'))
            return false;

        bool isTime = DateTimeOffset.TryParseExact(
            text[..digits], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
        return isTime && (text.Length == digits || TryAddFraction(text[(digits + 1)..], ref time));
    }

    private static bool TryAddFraction(ReadOnlySpan<char> digits, ref DateTimeOffset time)
    {
        if (digits.IsEmpty || !digits.ContainsOnlyDigits())
            return false;

        long ticks = 0;
        for (int place = 0; place < 7; place++)
            ticks = (10 * ticks) + (place < digits.Length ? digits[place] - '0' : 0);
        bool fits = DateTimeOffset.MaxValue.Ticks - time.Ticks >= ticks;
        time = fits ? time.AddTicks(ticks) : time;
        return fits;
    }
}
