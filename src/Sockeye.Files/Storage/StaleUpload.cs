using Microsoft.Win32.SafeHandles;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>A temporary file whose process has ended: nobody holds its lock.</summary>
internal static class StaleUpload
{
    /// <returns>true when it was stale, and is gone.</returns>
    public static bool TryRemove(SafeFileHandle directory, string entry)
    {
        Errno opened = FileCalls.OpenAt(directory, entry, OpenFlags.PathOnly, out SafeFileHandle found);
        using (found)
        {
            if (opened != Errno.None || FileCalls.Status(found, out Statx status) != Errno.None || !status.IsRegular)
                return false;

            opened = FileCalls.Reopen(found, OpenFlags.ReadOnly, out SafeFileHandle file);
            using (file)
            {
                // The lock is held until the name is gone: an upload that begins meanwhile sees that it lost its file.
                return opened == Errno.None
                    && FileCalls.TryLock(file) == Errno.None
                    && FileCalls.Unlink(directory, entry) == Errno.None;
            }
        }
    }
}
