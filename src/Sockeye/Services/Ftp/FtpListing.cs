using System.Buffers;
using System.Text;
using Sockeye.Access;
using Sockeye.Protocols.Ftp;
using Sockeye.Storage;

namespace Sockeye.Services.Ftp;

/// <summary>What a client gets to see of a directory.</summary>
internal static class FtpListing
{
    /// <summary>The entries of a directory, those of it that match a pattern, or a file alone.</summary>
    /// <exception cref="FileRefusedException">It is not there, or may not be seen.</exception>
    public static IReadOnlyList<FtpEntry> Read(FtpAction action, FolderVisit visit, CancellationToken cancel)
    {
        bool isFacts = action.Format == FtpListFormat.Facts;
        int slash = action.Path.LastIndexOf('/');
        string last = action.Path[(slash + 1)..];
        if (!isFacts && FtpGlob.IsPattern(last))
            return Matching(visit, action.Path[..Math.Max(0, slash)], last, cancel);

        FileName? name = FtpNames.Of(action.Path);
        FileStatus status = visit.Stat(name);
        if (status.IsDirectory)
            return [.. visit.List(name, isRecursive: false, cancel).Select(entry => EntryOf(visit, entry))];

        return isFacts
            ? throw new FileRefusedException(FileRefusal.NotFound, "MLSD is for directories")
            : [FtpNames.EntryOf(visit, name, status, last)];
    }

    /// <summary>Appends the entries as the command wants them.</summary>
    public static void Write(
        FtpAction action, IReadOnlyList<FtpEntry> entries, DateTimeOffset now, IBufferWriter<byte> output)
    {
        string prefix = action.Format == FtpListFormat.Names ? PrefixOf(action, entries) : "";
        foreach (FtpEntry entry in entries)
        {
            string line = action.Format switch
            {
                FtpListFormat.Facts => entry.Write(action.Facts),
                FtpListFormat.Names => prefix + entry.Name,
                _ => UnixListing.Write(entry, now),
            };
            Encoding.UTF8.GetBytes(line, output);
            output.Write("\r\n"u8);
        }
    }

    // Clients give the lines of NLST back as they are, so they begin with what was asked for.
    private static string PrefixOf(FtpAction action, IReadOnlyList<FtpEntry> entries)
    {
        string asked = action.Prefix;
        int slash = asked.LastIndexOf('/');
        bool isAlone = entries.Count == 1 && action.Path.EndsWith(entries[0].Name, StringComparison.Ordinal);
        if (FtpGlob.IsPattern(asked[(slash + 1)..]) || isAlone)
            return asked[..(slash + 1)];

        return asked.Length == 0 || asked.EndsWith('/') || asked == "." ? asked.TrimEnd('.') : asked + "/";
    }

    private static IReadOnlyList<FtpEntry> Matching(
        FolderVisit visit, string directory, string pattern, CancellationToken cancel) =>
    [
        .. visit.List(FtpNames.Of(directory), isRecursive: false, cancel)
            .Where(entry => FtpGlob.Matches(pattern, entry.Name.LastSegment))
            .Select(entry => EntryOf(visit, entry)),
    ];

    private static FtpEntry EntryOf(FolderVisit visit, FileEntry entry) =>
        FtpNames.EntryOf(visit, entry.Name, entry.Status, entry.Name.LastSegment);
}
