using Sockeye.Files.Storage;

namespace Sockeye.Files.Sync;

/// <summary>What is done with one file or directory of the target.</summary>
public enum SyncAction
{
    /// <summary>A directory is made.</summary>
    MakeDirectory,

    /// <summary>A file is copied.</summary>
    Copy,

    /// <summary>A file is copied if its SHA-256 is another.</summary>
    CopyIfOther,

    /// <summary>A file is removed.</summary>
    RemoveFile,

    /// <summary>A directory is removed; what was in it was removed before.</summary>
    RemoveDirectory,

    /// <summary>Nothing can be done: what stands there, or above it, is of another kind.</summary>
    Conflict,
}

/// <summary>One thing to be done so that the target becomes like the source.</summary>
/// <param name="Action">What.</param>
/// <param name="Path">With which file or directory.</param>
/// <param name="Source">What the source has there; null when it has nothing.</param>
internal sealed record SyncStep(SyncAction Action, string Path, SyncEntry? Source)
{
    /// <summary>Whether it makes room for what the source has under that name, and so comes first.</summary>
    public bool MakesRoom { get; init; }
}

/// <summary>A file or directory on one of the two sides.</summary>
/// <param name="Path">From the directory that is synced; a valid <see cref="FileName"/>.</param>
/// <param name="Kind">
/// What it is. What is neither file nor directory is left alone, and nothing is written through it.
/// </param>
/// <param name="Length">In bytes; null when it is not known, or no file.</param>
/// <param name="Modified">When its content last changed; null when it is not known.</param>
internal sealed record SyncEntry(string Path, FileKind Kind, long? Length, DateTimeOffset? Modified);
