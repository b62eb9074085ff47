using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>What is known of a file without reading it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">In bytes; 0 of all but regular files.</param>
/// <param name="Modified">When its content last changed, UTC, to 100 ns.</param>
public readonly record struct FileStatus(FileKind Kind, long Length, DateTimeOffset Modified)
{
    /// <summary>Whether it is a regular file.</summary>
    public bool IsFile => Kind == FileKind.File;

    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => Kind == FileKind.Directory;

    internal static FileStatus From(in Statx status) =>
        new(KindOf(status), status.IsRegular ? (long)status.Size : 0, status.Modified);

    private static FileKind KindOf(in Statx status) =>
        status.IsRegular ? FileKind.File : status.IsDirectory ? FileKind.Directory : FileKind.Other;
}
