using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>The answer of statx(2). Unlike <c>struct stat</c> it has one layout on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    private const ushort TypeMask = 0xf000; // S_IFMT
    private const ushort TypePipe = 0x1000; // S_IFIFO
    private const ushort TypeDirectory = 0x4000; // S_IFDIR
    private const ushort TypeRegular = 0x8000; // S_IFREG
    private const ushort TypeSymlink = 0xa000; // S_IFLNK
    private const ushort TypeSocket = 0xc000; // S_IFSOCK
    private const ushort Sticky = 0x200; // S_ISVTX
    private const int NanosecondsPerTick = 100;
    private const ulong MountRootAttribute = 0x2000; // STATX_ATTR_MOUNT_ROOT, since Linux 5.8

    [FieldOffset(8)]
    public ulong Attributes;

    [FieldOffset(16)]
    public uint Links;

    [FieldOffset(20)]
    public uint Owner;

    [FieldOffset(24)]
    public uint Group;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public ulong Size;

    [FieldOffset(96)]
    public long ChangedSeconds;

    [FieldOffset(104)]
    public uint ChangedNanoseconds;

    [FieldOffset(112)]
    public long ModifiedSeconds;

    [FieldOffset(120)]
    public uint ModifiedNanoseconds;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;

    public readonly FileIdentity Identity => new(DeviceMajor, DeviceMinor, Inode);

    public readonly bool IsRegular => (Mode & TypeMask) == TypeRegular;

    public readonly bool IsDirectory => (Mode & TypeMask) == TypeDirectory;

    public readonly bool IsSymlink => (Mode & TypeMask) == TypeSymlink;

    /// <summary>Whether it is a pipe, with a name (a FIFO) or without.</summary>
    public readonly bool IsPipe => (Mode & TypeMask) == TypePipe;

    public readonly bool IsSocket => (Mode & TypeMask) == TypeSocket;

    /// <summary>Of a directory: who may write to it may not remove or replace what is another's.</summary>
    public readonly bool IsSticky => (Mode & Sticky) != 0;

    /// <summary>Whether something is mounted there: it can be written to, but not replaced.</summary>
    public readonly bool IsMountRoot => (Attributes & MountRootAttribute) != 0;

    /// <summary>
    /// The modification time, to 100 ns. Times a DateTimeOffset cannot hold become the nearest it can.
    /// </summary>
    public readonly DateTimeOffset Modified => TimeOf(ModifiedSeconds, ModifiedNanoseconds);

    /// <summary>
    /// When content, name, rights or times last changed, to 100 ns. Unlike the modification time nobody can set it.
    /// </summary>
    public readonly DateTimeOffset Changed => TimeOf(ChangedSeconds, ChangedNanoseconds);

    private static DateTimeOffset TimeOf(long seconds, uint nanoseconds)
    {
        long held = Math.Clamp(
            seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        return DateTimeOffset.FromUnixTimeSeconds(held).AddTicks(nanoseconds / NanosecondsPerTick);
    }
}
