using System.Buffers.Binary;

namespace Sockeye.Native;

/// <summary>
/// The mode that any new file would get in a directory: for one that was private until it was whole.
/// </summary>
/// <remarks>
/// 0666, less the process's umask; or, where the directory has a default access control list, as far as that allows it
/// (acl(5)). The list is a version of 4 bytes, then entries of 8: tag, rights, whom they are for; little-endian.
/// </remarks>
internal static class NewFileMode
{
    private const uint OfAnyFile = 0b110_110_110; // 0666
    private const uint UsualMask = 0b000_010_010; // 0022, where the kernel does not tell: before Linux 4.7
    private const string DefaultList = "system.posix_acl_default";
    private const int HeaderBytes = 4;
    private const int EntryBytes = 8;
    private const int Owner = 0x01; // ACL_USER_OBJ
    private const int Group = 0x04; // ACL_GROUP_OBJ
    private const int Mask = 0x10; // ACL_MASK
    private const int Others = 0x20; // ACL_OTHER

    /// <summary>The mode in a directory of our user's.</summary>
    public static uint In(string directory) =>
        OfAnyFile & (ExtendedAttributes.Read(directory, DefaultList) is { } list ? ModeOf(list) : ~Umask());

    private static uint ModeOf(ReadOnlySpan<byte> list)
    {
        var rights = new Dictionary<int, uint>();
        for (int at = HeaderBytes; at + EntryBytes <= list.Length; at += EntryBytes)
            rights[BinaryPrimitives.ReadUInt16LittleEndian(list[at..])] =
                BinaryPrimitives.ReadUInt16LittleEndian(list[(at + 2)..]);

        uint group = rights.GetValueOrDefault(rights.ContainsKey(Mask) ? Mask : Group);
        return (rights.GetValueOrDefault(Owner) << 6) | (group << 3) | rights.GetValueOrDefault(Others);
    }

    // umask(2) can only be asked by setting it, for all threads.
    private static uint Umask()
    {
        const string Field = "Umask:";
        string? line = File.ReadLines("/proc/self/status").FirstOrDefault(
            line => line.StartsWith(Field, StringComparison.Ordinal));
        return line is null ? UsualMask : Convert.ToUInt32(line[Field.Length..].Trim(), 8);
    }
}
