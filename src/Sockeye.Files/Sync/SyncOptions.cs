using Sockeye.Protocols.Checks;

namespace Sockeye.Files.Sync;

/// <summary>How two directories are compared and made alike.</summary>
public sealed record SyncOptions
{
    /// <summary>Whether the SHA-256 decides; else length and time. Default: no.</summary>
    public bool ComparesSums { get; init; }

    /// <summary>
    /// Whether what only the target has is removed, and what is of another kind replaced. Default: no. Never after a
    /// failure, and not if the source is empty.
    /// </summary>
    public bool Deletes { get; init; }

    /// <summary>
    /// Of files, what alone is synced, by their own names or those of directories they are in. Default: everything.
    /// </summary>
    /// <remarks>
    /// A pattern without a slash is compared with the last name of an entry, at any depth; one with a slash with its
    /// path from the top. <c>*</c> stands for any number of characters, <c>?</c> for one; letters by case.
    /// </remarks>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>What is left alone on both sides, with all below it. Default: nothing.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Whether it is only told what would be done. Default: no.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>How many files are moved at once, each over a connection of its own. Default 4.</summary>
    public int Jobs { get; init => field = Require.AtLeast(1, value); } = 4;
}
