using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sockeye.Protocols.Zip;

/// <summary>
/// The records of a ZIP archive that is written without going back (PKWARE's APPNOTE.TXT 6.3.10, §4.3).
/// </summary>
/// <remarks>
/// <code>
/// local header, content, data descriptor      for each entry: the sum and the lengths follow the content
/// central header                              for each entry again
/// zip64 end, zip64 locator                    where two or four bytes are too few
/// end
/// </code>
/// Integers are little-endian.
/// </remarks>
public static class ZipRecords
{
    private const uint LocalMark = 0x04034b50;
    private const uint DescriptorMark = 0x08074b50;
    private const uint CentralMark = 0x02014b50;
    private const uint EndMark = 0x06054b50;
    private const uint LongEndMark = 0x06064b50;
    private const uint LongLocatorMark = 0x07064b50;

    private const ushort LengthsFollow = 1 << 3; // general purpose flag, §4.4.4
    private const ushort NameIsUtf8 = 1 << 11;
    private const ushort Deflated = 8; // method, §4.4.5
    private const ushort Version = 45; // needs zip64, §4.4.3
    private const ushort MadeByUnix = 3 << 8; // readers heed the mode of Unix, §4.4.2
    private const ushort LongExtra = 1; // extra field of zip64, §4.5.3
    private const uint FileMode = 0x81a4u << 16; // S_IFREG | 0644
    private const uint DirectoryMode = (0x41edu << 16) | 0x10; // S_IFDIR | 0755, and MS-DOS's bit

    /// <summary>What stands before the content of an entry.</summary>
    public static void WriteLocal(ZipEntry entry, IBufferWriter<byte> output)
    {
        byte[] name = Encoding.UTF8.GetBytes(entry.Name);
        Write32(output, LocalMark);
        WriteCommon(entry, output);
        Write32(output, 0); // the sum, and the lengths: they follow
        Write32(output, entry.IsLong ? uint.MaxValue : 0);
        Write32(output, entry.IsLong ? uint.MaxValue : 0);
        Write16(output, name.Length);
        Write16(output, entry.IsLong ? 20 : 0);
        output.Write(name);
        if (entry.IsLong)
            WriteLong(output, 0, 0); // says that the lengths that follow have eight bytes
    }

    /// <summary>What stands behind the content of an entry.</summary>
    public static void WriteDescriptor(ZipEntry entry, IBufferWriter<byte> output)
    {
        Write32(output, DescriptorMark);
        Write32(output, entry.Crc);
        if (entry.IsLong)
        {
            Write64(output, entry.PackedLength);
            Write64(output, entry.Length);
        }
        else
        {
            Write32(output, (uint)entry.PackedLength);
            Write32(output, (uint)entry.Length);
        }
    }

    /// <summary>The entry in the directory at the end of the archive.</summary>
    public static void WriteCentral(ZipEntry entry, IBufferWriter<byte> output)
    {
        byte[] name = Encoding.UTF8.GetBytes(entry.Name);
        long[] extra = [.. new[] { entry.Length, entry.PackedLength, entry.Offset }.Where(IsTooLong)];
        Write32(output, CentralMark);
        Write16(output, MadeByUnix | Version);
        WriteCommon(entry, output);
        Write32(output, entry.Crc);
        Write32(output, Shown(entry.PackedLength));
        Write32(output, Shown(entry.Length));
        Write16(output, name.Length);
        Write16(output, extra.Length == 0 ? 0 : 4 + (8 * extra.Length));
        Write16(output, 0); // a comment
        Write16(output, 0); // the disk
        Write16(output, 0); // whether it is text
        Write32(output, entry.IsDirectory ? DirectoryMode : FileMode);
        Write32(output, Shown(entry.Offset));
        output.Write(name);
        if (extra.Length > 0)
            WriteLong(output, extra);
    }

    /// <summary>The end of the archive.</summary>
    /// <param name="entries">How many entries it has.</param>
    /// <param name="offset">Where their directory begins, in bytes.</param>
    /// <param name="length">How long that is, in bytes.</param>
    /// <param name="output">Where to write it.</param>
    public static void WriteEnd(long entries, long offset, long length, IBufferWriter<byte> output)
    {
        if (entries >= ushort.MaxValue || IsTooLong(offset) || IsTooLong(length))
            WriteLongEnd(entries, offset, length, output);
        Write32(output, EndMark);
        Write32(output, 0); // this disk, and that of the directory
        Write16(output, (int)Math.Min(entries, ushort.MaxValue));
        Write16(output, (int)Math.Min(entries, ushort.MaxValue));
        Write32(output, Shown(length));
        Write32(output, Shown(offset));
        Write16(output, 0); // a comment
    }

    private static void WriteLongEnd(long entries, long offset, long length, IBufferWriter<byte> output)
    {
        Write32(output, LongEndMark);
        Write64(output, 44); // what follows in this record
        Write16(output, MadeByUnix | Version);
        Write16(output, Version);
        Write64(output, 0); // the disks
        Write64(output, entries);
        Write64(output, entries);
        Write64(output, length);
        Write64(output, offset);
        Write32(output, LongLocatorMark);
        Write32(output, 0); // the disk
        Write64(output, offset + length);
        Write32(output, 1); // disks in all
    }

    private static void WriteCommon(ZipEntry entry, IBufferWriter<byte> output)
    {
        Write16(output, Version);
        Write16(output, NameIsUtf8 | (entry.IsDirectory ? 0 : LengthsFollow));
        Write16(output, entry.IsDeflated ? Deflated : 0);
        WriteTime(entry.Modified, output);
    }

    // MS-DOS's, §4.4.6. What it cannot say is its beginning.
    private static void WriteTime(DateTimeOffset modified, IBufferWriter<byte> output)
    {
        if (modified.Year is < 1980 or > 2107)
            modified = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Write16(output, (modified.Hour << 11) | (modified.Minute << 5) | (modified.Second / 2));
        Write16(output, ((modified.Year - 1980) << 9) | (modified.Month << 5) | modified.Day);
    }

    private static void WriteLong(IBufferWriter<byte> output, params ReadOnlySpan<long> values)
    {
        Write16(output, LongExtra);
        Write16(output, 8 * values.Length);
        foreach (long value in values)
            Write64(output, value);
    }

    private static bool IsTooLong(long value) => value >= uint.MaxValue;

    private static uint Shown(long value) => IsTooLong(value) ? uint.MaxValue : (uint)value;

    private static void Write16(IBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(output.GetSpan(2), (ushort)value);
        output.Advance(2);
    }

    private static void Write32(IBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    private static void Write64(IBufferWriter<byte> output, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }
}
