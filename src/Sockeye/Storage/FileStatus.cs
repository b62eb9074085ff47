using Sockeye.Native;

namespace Sockeye.Storage;

/// <summary>What is known of a file without reading it.</summary>
/// <param name="IsDirectory">Whether it is a directory; otherwise it is a regular file.</param>
/// <param name="Length">In bytes; 0 for a directory.</param>
/// <param name="Modified">When its content last changed, UTC, to 100 ns.</param>
public readonly record struct FileStatus(bool IsDirectory, long Length, DateTimeOffset Modified)
{
    internal static FileStatus From(in Statx status) =>
        new(status.IsDirectory, status.IsDirectory ? 0 : (long)status.Size, status.Modified);
}
