namespace Sockeye.Protocols.Ftp;

/// <summary>
/// Reads what servers without MLSD answer to LIST: lines of <c>ls -l</c>, more or less, or of <c>dir</c>
/// (<see cref="DosListing"/>).
/// </summary>
/// <remarks>
/// The columns before the time differ: with and without link count, owner and group. The time is looked for, and the
/// size stands before it. Times are taken as UTC, to the minute or the day: they are hints.
/// </remarks>
public static class UnixListingParser
{
    private const int FirstTime = 2; // type and mode, and the size, stand before

    /// <summary>Reads a line; false when it is none, as "total 12".</summary>
    /// <param name="line">Without its ending.</param>
    /// <param name="now">Tells the year that is left out.</param>
    /// <param name="entry">What it tells.</param>
    public static bool TryParse(string line, DateTimeOffset now, out FtpEntry? entry)
    {
        entry = null;
        if (line.Length > 0 && char.IsAsciiDigit(line[0]))
            return DosListing.TryParse(line, out entry);
        if (line.Length == 0 || !"-dlbcps".Contains(line[0], StringComparison.Ordinal))
            return false;

        List<Range> places = WordsOf(line);
        string[] words = [.. places.Select(place => line[place])];
        for (int at = FirstTime; at < words.Length; at++)
        {
            int taken = ListingTime.Read(words.AsSpan(at), now, out DateTimeOffset modified);
            if (taken == 0 || at + taken >= words.Length || !FtpText.TryParseNumber(words[at - 1], out long length))
                continue;

            string name = line[(places[at + taken - 1].End.Value + 1)..];
            bool isPadded = taken == 1 && name[0] == ' '; // a date alone is as wide as one with a time
            entry = Entry(line[0], isPadded ? name[1..] : name, length, modified);
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
