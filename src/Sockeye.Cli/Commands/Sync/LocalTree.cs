using Sockeye.Cli.Ending;
using Sockeye.Files.Storage;

namespace Sockeye.Cli.Commands.Sync;

/// <summary>A directory of ours, with all below it.</summary>
/// <param name="root">Its path.</param>
internal sealed class LocalTree(string root)
{
    /// <summary>The path of an entry.</summary>
    public string At(string path) => Path.Combine(root, path);

    /// <summary>All entries; links are told as what they are, and not followed.</summary>
    /// <param name="mayBeMissing">Whether a directory that is not there is an empty one.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="UsageException">There is no such directory.</exception>
    public (IReadOnlyList<SyncEntry> Entries, ListingGaps Gaps) List(bool mayBeMissing, CancellationToken stop)
    {
        if (!Directory.Exists(root))
            return mayBeMissing ? ([], []) : throw new UsageException($"there is no directory {root}");

        using var folder = new FileRoot(root);
        using FileListing listing = folder.List(directory: null, isRecursive: true, stop);
        return ([.. listing.Select(EntryOf)], listing.Gaps);
    }

    private static SyncEntry EntryOf(FileEntry entry) => new(
        entry.Name.Text, entry.Status.Kind, entry.Status.IsFile ? entry.Status.Length : null, entry.Status.Modified);
}
