namespace Sockeye.Files.Storage;

/// <summary>One line of a listing.</summary>
/// <param name="Name">Its name from the root.</param>
/// <param name="Status">What it is.</param>
public sealed record FileEntry(FileName Name, FileStatus Status);

/// <summary>What stands under a name.</summary>
public enum FileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>
    /// Anything else: a link, a device, a FIFO, a socket. It is told, and nothing can be done with it.
    /// </summary>
    Other,
}
