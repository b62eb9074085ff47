using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>The argument of openat2(2), <c>struct open_how</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenHow
{
    /// <summary>RESOLVE_NO_SYMLINKS: no symbolic link anywhere in the path; it implies RESOLVE_NO_MAGICLINKS.</summary>
    public const ulong NoSymlinks = 0x04;

    /// <summary>RESOLVE_BENEATH: no way out of the directory, not by a race either.</summary>
    public const ulong Beneath = 0x08;

    public ulong Flags;
    public ulong Mode;
    public ulong Resolve;
}
