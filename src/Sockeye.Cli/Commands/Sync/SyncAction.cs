namespace Sockeye.Cli.Commands.Sync;

/// <summary>What is done with one file or directory of the target.</summary>
internal enum SyncAction
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
