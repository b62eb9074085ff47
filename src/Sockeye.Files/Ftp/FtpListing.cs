using System.Buffers;
using System.Text;
using Sockeye.Fairness;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Ftp;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Ftp;

/// <summary>What a client gets to see of a directory, read while it is sent. Dispose it.</summary>
/// <remarks>
/// Of what is no file and no directory only MLSD tells: clients take a line of LIST that begins with <c>l</c> for a
/// link that they could make again. Elsewhere it counts as missing.
/// </remarks>
internal sealed class FtpListing : IDisposable
{
    private readonly FtpAction _action;
    private readonly FolderVisit _visit;
    private readonly FileListing? _directory;
    private readonly FtpEntry? _alone;
    private readonly string? _pattern;

    private FtpListing(FtpAction action, FolderVisit visit, FileListing? directory, FtpEntry? alone, string? pattern)
    {
        Place = visit.BeginListing(isRecursive: false);
        (_action, _visit, _directory, _alone, _pattern) = (action, visit, directory, alone, pattern);
        Gaps = directory?.Gaps ?? [];
    }

    /// <summary>By whose turns it is read.</summary>
    public WorkPlace Place { get; }

    /// <summary>What is missing, when all was read.</summary>
    public ListingGaps Gaps { get; }

    /// <summary>Opens a directory, those of its entries that match a pattern, or a file alone.</summary>
    /// <exception cref="FileRefusedException">It is not there, or may not be seen.</exception>
    public static FtpListing Open(FtpAction action, FolderVisit visit, CancellationToken cancel)
    {
        bool isFacts = action.Format == FtpListFormat.Facts;
        int slash = action.Path.LastIndexOf('/');
        string last = action.Path[(slash + 1)..];
        bool isPattern = !isFacts && FtpGlob.IsPattern(last);
        FileName? name = FtpNames.Of(isPattern ? action.Path[..Math.Max(0, slash)] : action.Path);
        FileStatus status = visit.Stat(name);
        if (status.IsDirectory)
            return new FtpListing(
                action, visit, visit.List(name, isRecursive: false, cancel), null, isPattern ? last : null);

        return isFacts
            ? throw new FileRefusedException(FileRefusal.NotFound, "MLSD is for directories")
            : new FtpListing(action, visit, null, FtpNames.EntryOf(visit, name, status, last), null);
    }

    /// <summary>Its entries, once; null after each step (<see cref="FileListing.InSteps"/>).</summary>
    public IEnumerable<FtpEntry?> Read()
    {
        if (_alone is not null)
            yield return _alone;
        foreach (FileEntry? entry in _directory?.InSteps() ?? [])
        {
            if (entry is null)
            {
                yield return null;
                continue;
            }

            string shown = entry.Name.LastSegment;
            if (_pattern is not null && !FtpGlob.Matches(_pattern, shown))
                continue;
            if (entry.Status.Kind == FileKind.Other && _action.Format != FtpListFormat.Facts)
                Gaps.Add(new ListingGap(
                    PrintableText.Escape(entry.Name.Text), 1, ListingGapReason.Unnameable, "a link or a device"));
            else
                yield return FtpNames.EntryOf(_visit, entry.Name, entry.Status, shown);
        }
    }

    /// <summary>Appends an entry as the command wants it.</summary>
    public void Write(FtpEntry entry, DateTimeOffset now, IBufferWriter<byte> output)
    {
        string line = _action.Format switch
        {
            FtpListFormat.Facts => entry.Write(_action.Facts),
            FtpListFormat.Names => Prefix + entry.Name,
            _ => UnixListing.Write(entry, now),
        };
        Encoding.UTF8.GetBytes(line, output);
        output.Write("\r\n"u8);
    }

    public void Dispose()
    {
        _directory?.Dispose();
        Place.Dispose();
    }

    // Clients give the lines of NLST back as they are, so they begin with what was asked for.
    private string Prefix
    {
        get
        {
            string asked = _action.Prefix;
            if (_pattern is not null || _alone is not null)
                return asked[..(asked.LastIndexOf('/') + 1)];

            return asked.Length == 0 || asked.EndsWith('/') || asked == "." ? asked.TrimEnd('.') : asked + "/";
        }
    }
}
