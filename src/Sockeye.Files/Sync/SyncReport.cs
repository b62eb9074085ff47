using Sockeye.Files.Remotes;

namespace Sockeye.Files.Sync;

/// <summary>One thing that a sync did, would do, or could not do.</summary>
/// <param name="Path">From the directory that is synced. Perhaps a server's: not safe to print as it is.</param>
/// <param name="Action">What; null when it could not even be listed.</param>
public sealed record SyncReport(string Path, SyncAction? Action)
{
    /// <summary>Whether it only would be done: see <see cref="SyncOptions.IsDryRun"/>.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>How long a file is that was copied, or would be; null when it is not known, or no file.</summary>
    public long? Bytes { get; init; }

    /// <summary>How a file was copied; null when none was.</summary>
    public RemoteTransfer? Transfer { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Whether the path is escaped already: it is no name, and cannot be told otherwise.</summary>
    public bool IsEscaped { get; init; }
}
