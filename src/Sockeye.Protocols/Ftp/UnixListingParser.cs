using System.Globalization;

namespace Sockeye.Protocols.Ftp;

/// <summary>Reads what servers without MLSD answer to LIST: lines of <c>ls -l</c>, more or less.</summary>
/// <remarks>
/// The columns before the time differ: with and without link count, owner and group. The time is looked for, and the
/// size stands before it. Times are taken as UTC, to the minute or the day: they are hints.
/// </remarks>
public static class UnixListingParser
{
    private static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Reads a line; false when it is none, as "total 12".</summary>
    /// <param name="line">Without its ending.</param>
    /// <param name="now">Tells the year that is left out.</param>
    /// <param name="entry">What it tells.</param>
    public static bool TryParse(string line, DateTimeOffset now, out FtpEntry? entry)
    {
        entry = null;
        if (line.Length == 0 || !"-dlbcps".Contains(line[0], StringComparison.Ordinal))
            return false;

        List<Range> words = WordsOf(line);
        for (int month = 2; month + 3 < words.Count; month++)
        {
            if (TryReadTime(line, words, month, now) is not { } modified
                || !FtpText.TryParseNumber(line.AsSpan()[words[month - 1]], out long length))
                continue;

            string name = line[(words[month + 2].End.Value + 1)..];
            entry = Entry(line[0], name, length, modified);
            return entry.Name.Length > 0;
        }

        return false;
    }

    private static FtpEntry Entry(char type, string name, long length, DateTimeOffset modified) => type switch
    {
        'd' when name is "." => new FtpEntry(name, FtpEntryKind.Current, null, modified),
        'd' when name is ".." => new FtpEntry(name, FtpEntryKind.Parent, null, modified),
        'd' => new FtpEntry(name, FtpEntryKind.Directory, null, modified),
        '-' => new FtpEntry(name, FtpEntryKind.File, length, modified),
        'l' when name.IndexOf(" -> ", StringComparison.Ordinal) is > 0 and int arrow =>
            new FtpEntry(name[..arrow], FtpEntryKind.Other, null, modified),
        _ => new FtpEntry(name, FtpEntryKind.Other, null, modified),
    };

    private static DateTimeOffset? TryReadTime(string line, List<Range> words, int month, DateTimeOffset now)
    {
        int number = 1 + Array.IndexOf(Months, line[words[month]].ToLowerInvariant());
        bool isDay = int.TryParse(
            line.AsSpan()[words[month + 1]], NumberStyles.None, CultureInfo.InvariantCulture, out int day);
        if (number == 0 || !isDay)
            return null;

        ReadOnlySpan<char> last = line.AsSpan()[words[month + 2]];
        if (int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out int year))
            return TryDate(year, number, day, default);

        bool isTime = TimeOnly.TryParseExact(
            last, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time);
        if (!isTime || TryDate(now.Year, number, day, time) is not { } thisYear)
            return isTime ? TryDate(now.Year - 1, number, day, time) : null; // 29 February of last year

        return thisYear > now.AddDays(1) ? TryDate(now.Year - 1, number, day, time) : thisYear; // a day: time zones
    }

    private static DateTimeOffset? TryDate(int year, int month, int day, TimeOnly time) =>
        year is < 1 or > 9999 || day < 1 || day > DateTime.DaysInMonth(year, month)
            ? null
            : new DateTimeOffset(new DateOnly(year, month, day), time, TimeSpan.Zero);

    private static List<Range> WordsOf(string line)
    {
        const int MaxWords = 12; // the name begins before; it may have any number of its own
        var words = new List<Range>();
        for (int at = 0; at < line.Length && words.Count < MaxWords;)
        {
            int start = at;
            while (at < line.Length && line[at] != ' ')
                at++;
            if (at > start)
                words.Add(start..at);
            at++;
        }

        return words;
    }
}
