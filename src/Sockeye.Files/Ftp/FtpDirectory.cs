using Sockeye.Protocols.Ftp;

namespace Sockeye.Files.Ftp;

/// <summary>What a server tells of a directory.</summary>
/// <param name="Entries">
/// What is in it, without itself and the one above. The names are the server's: not safe to print, nor to write to.
/// </param>
/// <param name="Missing">How much it lacks, by the server's own word; few servers have one.</param>
/// <param name="StrangeLines">Lines that are not understood: each may be an entry. Not safe to print.</param>
public sealed record FtpDirectory(
    IReadOnlyList<FtpEntry> Entries, long Missing, IReadOnlyList<string> StrangeLines)
{
    /// <summary>Reads a listing.</summary>
    /// <param name="listing">Its lines, as they came.</param>
    /// <param name="hasFacts">Whether they are of MLSD; else as ls(1) writes them.</param>
    /// <param name="now">For lines without a year.</param>
    internal static FtpDirectory Parse(string listing, bool hasFacts, DateTimeOffset now)
    {
        var entries = new List<FtpEntry>();
        var strange = new List<string>();
        long missing = 0;
        foreach (string line in listing.Split('\n'))
        {
            string text = line.TrimEnd('\r');
            bool isEntry = hasFacts
                ? FtpEntry.TryParse(text, out FtpEntry? entry)
                : UnixListingParser.TryParse(text, now, out entry);
            if (isEntry && entry!.Kind is not (FtpEntryKind.Current or FtpEntryKind.Parent))
                entries.Add(entry);
            else if (isEntry)
                missing += entry!.Missing;
            else if (text.Length > 0 && !text.StartsWith("total ", StringComparison.OrdinalIgnoreCase))
                strange.Add(text);
        }

        return new FtpDirectory(entries, missing, strange);
    }
}
