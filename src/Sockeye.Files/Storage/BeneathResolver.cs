using Microsoft.Win32.SafeHandles;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>Resolution in one call by the kernel: openat2(2) with RESOLVE_BENEATH, Linux 5.6 and later.</summary>
internal sealed class BeneathResolver : IPathResolver
{
    /// <summary>Whether the kernel has the call, and no sandbox denies it.</summary>
    public static bool IsSupported(SafeFileHandle root)
    {
        Errno result = FileCalls.OpenBeneath(root, ".", OpenFlags.PathOnly, out SafeFileHandle handle);
        handle.Dispose();
        return result == Errno.None;
    }

    public Errno Resolve(SafeFileHandle root, FileName name, out SafeFileHandle handle) =>
        FileCalls.OpenBeneath(root, name.Text, OpenFlags.PathOnly, out handle);
}
