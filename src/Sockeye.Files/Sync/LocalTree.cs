using Sockeye.Files.Storage;

namespace Sockeye.Files.Sync;

/// <summary>A directory of ours, with all below it.</summary>
/// <param name="root">Its path.</param>
internal sealed class LocalTree(string root)
{
    private const long NoLength = -1; // of no file

    /// <summary>The path of an entry.</summary>
    public string At(string path) => Path.Combine(root, path);

    /// <summary>All entries; links are told as what they are, and not followed.</summary>
    /// <param name="mayBeMissing">Whether a directory that is not there is an empty one.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public (IReadOnlyList<SyncEntry> Entries, ListingGaps Gaps) List(bool mayBeMissing, CancellationToken cancel)
    {
        if (!Directory.Exists(root))
            return mayBeMissing ? ([], []) : throw new DirectoryNotFoundException($"there is no directory {root}");

        using var folder = new FileRoot(root);
        using FileListing listing = folder.List(directory: null, isRecursive: true, cancel);
        return ([.. listing.Select(EntryOf)], listing.Gaps);
    }

    /// <summary>
    /// The same as the target of downloads: without what is left of those that were cut, which belongs to the files it
    /// becomes, and with files that another user could have put there like no other: one of ours takes their place.
    /// </summary>
    /// <param name="here">All entries.</param>
    /// <param name="source">What is downloaded.</param>
    public IReadOnlyList<SyncEntry> WithoutDownloads(IReadOnlyList<SyncEntry> here, IReadOnlyList<SyncEntry> source)
    {
        HashSet<string> parts = here.Any(entry => PartFile.IsPart(entry.Path))
            ? [.. source.SelectMany(entry => PartFile.PathsOf(entry.Path))]
            : [];
        parts.ExceptWith(source.Select(entry => entry.Path)); // those are files of their own
        return [.. here.Where(entry => !parts.Contains(entry.Path)).Select(Unlike)];
    }

    private SyncEntry Unlike(SyncEntry entry) => entry.Kind == FileKind.File && LocalTarget.IsPlanted(At(entry.Path))
        ? entry with { Length = NoLength }
        : entry;

    private static SyncEntry EntryOf(FileEntry entry) => new(
        entry.Name.Text, entry.Status.Kind, entry.Status.IsFile ? entry.Status.Length : null, entry.Status.Modified);
}
