using Microsoft.Win32.SafeHandles;
using Sockeye.Native;

namespace Sockeye.Storage;

/// <summary>What stands at a path of our own user where a download is to be put. Links are followed.</summary>
public static class LocalTarget
{
    /// <summary>
    /// Whether it is written to and not replaced: a device or a pipe, and a file that no other can take the place of,
    /// as one that is mounted, or one whose directory may not be written.
    /// </summary>
    public static bool IsWrittenInPlace(string path)
    {
        if (FileCalls.StatusBehind(path, out Statx status) != Errno.None || status.IsDirectory)
            return false;
        if (!status.IsRegular || status.IsMountRoot)
            return true;

        string real = FileLinks.Follow(path);
        bool hasName = FileCalls.StatusOf(real, out Statx named) == Errno.None && named.Identity == status.Identity;
        return !hasName || FileCalls.MayBeWritten(Path.GetDirectoryName(Path.GetFullPath(real))!) != Errno.None;
    }

    /// <summary>Opens what is written in place. A file keeps its content: whoever writes cuts what is behind.</summary>
    /// <remarks>Opening a FIFO waits for its reader.</remarks>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The rights do not allow it.</exception>
    public static Stream OpenInPlace(string path) => new FileStream(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
    });

    /// <summary>Whether the path leads to what a handle has open: the same pipe, terminal or file.</summary>
    public static bool IsSame(string path, SafeFileHandle handle) =>
        FileCalls.StatusBehind(path, out Statx named) == Errno.None
        && FileCalls.Status(handle, out Statx open) == Errno.None
        && named.Identity == open.Identity;
}
