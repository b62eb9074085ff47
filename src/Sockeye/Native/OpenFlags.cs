using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>The flags of open(2) on Linux.</summary>
internal static class OpenFlags
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 0x1;
    public const int ReadWrite = 0x2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Append = 0x400;
    public const int NonBlocking = 0x800; // a FIFO does not wait for its other end
    public const int CloseOnExec = 0x8_0000;

    /// <summary>O_PATH: a handle on the name itself. Nothing is opened: no device wakes up, no FIFO waits.</summary>
    public const int PathOnly = 0x20_0000;

    /// <summary>O_DIRECTORY. ARM chose its own numbers (asm/fcntl.h).</summary>
    public static readonly int Directory = IsArm ? 0x4000 : 0x1_0000;

    /// <summary>
    /// O_NOFOLLOW: the last segment may not be a symbolic link; with O_PATH, the link itself is taken.
    /// </summary>
    public static readonly int NoFollow = IsArm ? 0x8000 : 0x2_0000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
}
