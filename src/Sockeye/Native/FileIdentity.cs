namespace Sockeye.Native;

/// <summary>Which file it is, whatever its name: no two that exist at once are equal (inode(7)).</summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode);
