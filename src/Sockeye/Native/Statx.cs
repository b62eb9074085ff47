using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>The answer of statx(2). Unlike <c>struct stat</c> it has one layout on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    private const ushort TypeMask = 0xf000; // S_IFMT
    private const ushort TypeDirectory = 0x4000; // S_IFDIR
    private const ushort TypeRegular = 0x8000; // S_IFREG
    private const ushort TypeSymlink = 0xa000; // S_IFLNK
    private const ushort TypeSocket = 0xc000; // S_IFSOCK
    private const int NanosecondsPerTick = 100;

    [FieldOffset(16)]
    public uint Links;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public ulong Size;

    [FieldOffset(112)]
    public long ModifiedSeconds;

    [FieldOffset(120)]
    public uint ModifiedNanoseconds;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;

    public readonly bool IsRegular => (Mode & TypeMask) == TypeRegular;

    public readonly bool IsDirectory => (Mode & TypeMask) == TypeDirectory;

    public readonly bool IsSymlink => (Mode & TypeMask) == TypeSymlink;

    public readonly bool IsSocket => (Mode & TypeMask) == TypeSocket;

    /// <summary>Whether both are of one file, whatever its names.</summary>
    public readonly bool IsOfSameFileAs(in Statx other) =>
        (Inode, DeviceMajor, DeviceMinor) == (other.Inode, other.DeviceMajor, other.DeviceMinor);

    /// <summary>
    /// The modification time, to 100 ns. Times a DateTimeOffset cannot hold become the nearest it can.
    /// </summary>
    public readonly DateTimeOffset Modified
    {
        get
        {
            long seconds = Math.Clamp(
                ModifiedSeconds,
                DateTimeOffset.MinValue.ToUnixTimeSeconds(),
                DateTimeOffset.MaxValue.ToUnixTimeSeconds());
            return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(ModifiedNanoseconds / NanosecondsPerTick);
        }
    }
}
