using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Storage;

/// <summary>What stands at a path of our own user where a download is to be put. Links are followed.</summary>
public static class LocalTarget
{
    /// <summary>
    /// Whether it is written to and not replaced: a device or a pipe, and a file that no other can take the place of,
    /// as one that is mounted, or one whose directory may not be written.
    /// </summary>
    /// <exception cref="LocalFileException">It leads through another user's link.</exception>
    public static bool IsWrittenInPlace(string path)
    {
        string real = FileLinks.Follow(path);
        if (FileCalls.StatusBehind(path, out Statx status) != Errno.None || status.IsDirectory)
            return false;
        if (!status.IsRegular || status.IsMountRoot)
            return true;

        bool hasName = FileCalls.StatusOf(real, out Statx named) == Errno.None && named.Identity == status.Identity;
        return !hasName || FileCalls.MayBeWritten(Path.GetDirectoryName(Path.GetFullPath(real))!) != Errno.None;
    }

    /// <summary>Opens what is written in place. A file keeps its content: whoever writes cuts what is behind.</summary>
    /// <remarks>Opening a FIFO waits for its reader.</remarks>
    /// <exception cref="IOException">
    /// It cannot be opened, or is a FIFO or a file that another user could have put there.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The rights do not allow it.</exception>
    public static Stream OpenInPlace(string path)
    {
        Statx directory = OwnFile.DirectoryOf(FileLinks.Follow(path));
        if (FileCalls.StatusBehind(path, out Statx named) == Errno.None)
            RefusePlanted(path, named, directory); // before its owner is waited for
        var place = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        });
        try
        {
            if (FileCalls.Status(place.SafeFileHandle, out Statx opened) == Errno.None)
                RefusePlanted(path, opened, directory);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether another user could have put there what is there, to be taken for ours: whatever it holds, it is
    /// replaced.
    /// </summary>
    /// <param name="path">Links are not followed.</param>
    public static bool IsPlanted(string path) =>
        FileCalls.StatusOf(path, out Statx named) == Errno.None
        && OwnFile.IsPlanted(named, OwnFile.DirectoryOf(path));

    /// <summary>Whether the path leads to what a handle has open: the same pipe, terminal or file.</summary>
    public static bool IsSame(string path, SafeFileHandle handle) =>
        FileCalls.StatusBehind(path, out Statx named) == Errno.None
        && FileCalls.Status(handle, out Statx open) == Errno.None
        && named.Identity == open.Identity;

    // Nobody makes a device or a terminal who is not root.
    private static void RefusePlanted(string path, in Statx place, in Statx directory)
    {
        if ((place.IsPipe || place.IsRegular) && OwnFile.IsPlanted(place, directory))
            throw new LocalFileException(
                $"{PrintableText.Escape(path)} belongs to another user, where others may write, and is not written to: "
                + "remove it, or give another name");
    }
}
