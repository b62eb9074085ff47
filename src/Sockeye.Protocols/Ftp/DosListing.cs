using System.Globalization;

namespace Sockeye.Protocols.Ftp;

/// <summary>Reads lines as <c>dir</c> writes them: what servers of Windows (IIS) answer to LIST.</summary>
/// <remarks>
/// <code>
/// 11-21-26  11:47AM       &lt;DIR&gt;          name
/// 11-21-2026  11:47PM                 1024 a name
/// 2026-11-21  23:47       &lt;SYMLINKD&gt;     name [C:\where]
/// </code>
/// </remarks>
public static class DosListing
{
    private const int FirstTwoDigitYear = 1970; // as curl and others: no server kept older files

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private static readonly string[] Days =
        ["MM-dd-yy", "MM-dd-yyyy", "MM/dd/yy", "MM/dd/yyyy", "yyyy-MM-dd", "yyyy/MM/dd"];

    private static readonly string[] Hours = ["hh:mmtt", "HH:mm", "hh:mm:sstt", "HH:mm:ss"];

    /// <summary>Reads a line; false when it is none.</summary>
    /// <param name="line">Without its ending.</param>
    /// <param name="entry">What it tells.</param>
    public static bool TryParse(string line, out FtpEntry? entry)
    {
        entry = null;
        int at = 0;
        if (!TryReadDay(NextWord(line, ref at), out DateOnly day)
            || !TimeOnly.TryParseExact(NextWord(line, ref at), Hours, Culture, DateTimeStyles.None, out TimeOnly hour))
            return false;

        string what = NextWord(line, ref at);
        var modified = new DateTimeOffset(day, hour, TimeSpan.Zero);
        entry = EntryOf(what, line[Math.Min(at + 1, line.Length)..], modified);
        return entry is { Name.Length: > 0 };
    }

    private static FtpEntry? EntryOf(string what, string rest, DateTimeOffset modified)
    {
        if (FtpText.TryParseNumber(what, out long length))
            return new FtpEntry(rest, FtpEntryKind.File, length, modified);
        if (!what.StartsWith('<') || !what.EndsWith('>'))
            return null;

        string name = rest.TrimStart(' ');
        if (what != "<DIR>")
        {
            int target = name.LastIndexOf(" [", StringComparison.Ordinal);
            return new FtpEntry(target > 0 ? name[..target] : name, FtpEntryKind.Other, null, modified);
        }

        FtpEntryKind kind = name switch
        {
            "." => FtpEntryKind.Current,
            ".." => FtpEntryKind.Parent,
            _ => FtpEntryKind.Directory,
        };
        return new FtpEntry(name, kind, null, modified);
    }

    private static bool TryReadDay(string word, out DateOnly day)
    {
        bool isDay = DateOnly.TryParseExact(word, Days, Culture, DateTimeStyles.None, out day);
        bool hasCentury = word.Length > Days[0].Length;
        if (!isDay || hasCentury)
            return isDay;

        int year = (day.Year % 100) + (FirstTwoDigitYear / 100 * 100);
        int meant = year < FirstTwoDigitYear ? year + 100 : year;
        if (day.Day > DateTime.DaysInMonth(meant, day.Month))
            return false;

        day = new DateOnly(meant, day.Month, day.Day);
        return true;
    }

    private static string NextWord(string line, ref int at)
    {
        while (at < line.Length && line[at] == ' ')
            at++;
        int start = at;
        while (at < line.Length && line[at] != ' ')
            at++;
        return line[start..at];
    }
}
