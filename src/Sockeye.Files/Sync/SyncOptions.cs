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

    /// <summary>Whether it is only told what would be done. Default: no.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>How many files are moved at once, each over a connection of its own. Default 4.</summary>
    public int Jobs { get; init => field = Require.AtLeast(1, value); } = 4;
}
