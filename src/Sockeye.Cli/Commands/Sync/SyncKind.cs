namespace Sockeye.Cli.Commands.Sync;

/// <summary>What stands under a name.</summary>
internal enum SyncKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>Anything else, a link for example: left alone, and nothing is written through it.</summary>
    Other,
}
