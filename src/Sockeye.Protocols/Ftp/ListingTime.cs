using System.Globalization;

namespace Sockeye.Protocols.Ftp;

/// <summary>Points in time as <c>ls -l</c> writes them, in each of its styles.</summary>
/// <remarks>
/// <code>
/// Nov 21 11:47    Nov 21  2026    11-21 11:47    2026-11-21
/// 2026-11-21 11:47    2026-11-21 11:47:03.000000000 +0100
/// </code>
/// Without a zone a time is taken as UTC. A year that is left out is the last one in which that moment has passed; a
/// server's zone may be a day ahead.
/// </remarks>
internal static class ListingTime
{
    private const int MaxYearsBetweenLeapDays = 8; // 29 February 1896 to 1904, 2096 to 2104

    private static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Reads a time.</summary>
    /// <param name="words">The words of the line from where it may begin.</param>
    /// <param name="now">Tells the year that is left out.</param>
    /// <param name="time">What it tells.</param>
    /// <returns>How many words it takes; 0 when it is none.</returns>
    public static int Read(ReadOnlySpan<string> words, DateTimeOffset now, out DateTimeOffset time)
    {
        time = default;
        if (words.Length >= 3 && Array.IndexOf(Months, words[0].ToLowerInvariant()) is >= 0 and var month)
            return IsNumber(words[1], out int day) && TryRead(words[2], month + 1, day, now, out time) ? 3 : 0;

        if (words.Length >= 2 && DateOnly.TryParseExact($"2000-{words[0]}", "yyyy-MM-dd", out DateOnly dayOfYear))
            return TryRead(words[1], dayOfYear.Month, dayOfYear.Day, now, out time) && words[1].Contains(':') ? 2 : 0;

        return words.Length >= 1 && DateOnly.TryParseExact(words[0], "yyyy-MM-dd", out DateOnly date)
            ? 1 + ReadHour(words[1..], date, out time)
            : 0;
    }

    /// <summary>A day, at a time; null when the calendar has none.</summary>
    public static DateTimeOffset? At(int year, int month, int day, TimeOnly time) =>
        year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            ? null
            : new DateTimeOffset(new DateOnly(year, month, day), time, TimeSpan.Zero);

    private static bool TryRead(string yearOrHour, int month, int day, DateTimeOffset now, out DateTimeOffset time)
    {
        DateTimeOffset? read = IsNumber(yearOrHour, out int year) ? At(year, month, day, default)
            : TimeOnly.TryParseExact(yearOrHour, ["HH:mm", "H:mm"], Culture, DateTimeStyles.None, out TimeOnly hour)
                ? Latest(month, day, hour, now)
                : null;
        time = read ?? default;
        return read is not null;
    }

    private static DateTimeOffset? Latest(int month, int day, TimeOnly hour, DateTimeOffset now)
    {
        for (int year = now.Year + 1; year >= now.Year - MaxYearsBetweenLeapDays; year--)
        {
            if (At(year, month, day, hour) is { } time && time - now <= TimeSpan.FromDays(1))
                return time;
        }

        return null;
    }

    // A date alone is to the day.
    private static int ReadHour(ReadOnlySpan<string> words, DateOnly date, out DateTimeOffset time)
    {
        time = new DateTimeOffset(date, default, TimeSpan.Zero);
        if (words.IsEmpty || !words[0].Contains(':') || !TimeOnly.TryParse(words[0], Culture, out TimeOnly hour))
            return 0;

        time = new DateTimeOffset(date, hour, TimeSpan.Zero);
        return words.Length > 1 && TryReadZone(words[1], out TimeSpan zone) && TryShift(ref time, -zone) ? 2 : 1;
    }

    private static bool TryReadZone(string word, out TimeSpan zone)
    {
        zone = default;
        if (word.Length != 5 || word[0] is not ('+' or '-')
            || !TimeSpan.TryParseExact(word[1..], "hhmm", Culture, out TimeSpan east))
            return false;

        zone = word[0] == '-' ? -east : east;
        return true;
    }

    private static bool TryShift(ref DateTimeOffset time, TimeSpan by)
    {
        bool fits = by < TimeSpan.Zero
            ? time - DateTimeOffset.MinValue >= -by
            : DateTimeOffset.MaxValue - time >= by;
        time = fits ? time + by : time;
        return fits;
    }

    private static bool IsNumber(string word, out int number) =>
        int.TryParse(word, NumberStyles.None, Culture, out number);
}
