using Microsoft.Win32.SafeHandles;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>Resolution segment by segment, for kernels without openat2(2).</summary>
/// <remarks>
/// Each segment is taken from the directory that is held open, so a directory swapped for a link meanwhile is met as a
/// link, and refused. A name has no <c>..</c>, so no step leads up.
/// </remarks>
internal sealed class WalkResolver : IPathResolver
{
    public Errno Resolve(SafeFileHandle root, FileName name, out SafeFileHandle handle)
    {
        SafeFileHandle? directory = null;
        foreach (string segment in name.Segments)
        {
            Errno error = Step(directory ?? root, segment, out handle);
            directory?.Dispose();
            if (error != Errno.None)
            {
                handle.Dispose();
                return error;
            }

            directory = handle;
        }

        handle = directory!; // a name has one segment at least
        return Errno.None;
    }

    private static Errno Step(SafeFileHandle directory, string segment, out SafeFileHandle handle)
    {
        Errno error = FileCalls.OpenAt(directory, segment, OpenFlags.PathOnly, out handle);
        if (error != Errno.None)
            return error;

        error = FileCalls.Status(handle, out Statx status);
        return error == Errno.None && status.IsSymlink ? Errno.Loop : error;
    }
}
