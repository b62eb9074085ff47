using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Sockeye.Protocols.Wire;
using Sockeye.Protocols.Zip;

namespace Sockeye.Protocols.Tests.Zip;

/// <summary>Archives of our records, read by another's reader.</summary>
public sealed class ZipRecordsTests
{
    private static readonly DateTimeOffset Modified = new(2026, 11, 30, 12, 34, 56, TimeSpan.Zero);

    private readonly ArrayBufferWriter<byte> _archive = new();
    private readonly List<ZipEntry> _entries = [];

    [Fact]
    public void Archive_is_read_as_it_was_written()
    {
        AddDirectory("grüße/");
        AddStored("grüße/a.txt", "content"u8);
        AddStored("empty", []);
        End();

        using var zip = new ZipArchive(new MemoryStream(_archive.WrittenSpan.ToArray()));

        Assert.Equal(["grüße/", "grüße/a.txt", "empty"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal([0, 7, 0], zip.Entries.Select(entry => entry.Length));
        Assert.All(zip.Entries, entry => Assert.Equal(Modified.DateTime, entry.LastWriteTime.DateTime));
        using var text = new StreamReader(zip.Entries[1].Open());
        Assert.Equal("content", text.ReadToEnd()); // the reader compares the sum
        Assert.Equal([0x41ed, 0x81a4], zip.Entries.Take(2).Select(entry => entry.ExternalAttributes >>> 16));
    }

    [Fact]
    public void More_entries_than_two_bytes_count_are_all_there()
    {
        const int entries = 70_000;
        for (int entry = 0; entry < entries; entry++)
            AddDirectory($"{entry}/");
        End();

        using var zip = new ZipArchive(new MemoryStream(_archive.WrittenSpan.ToArray()));

        Assert.Equal(entries, zip.Entries.Count);
        Assert.Equal($"{entries - 1}/", zip.Entries[^1].FullName);
    }

    [Theory]
    [InlineData(1979), InlineData(2108)]
    public void Year_that_ZIP_cannot_say_is_its_first(int year)
    {
        _entries.Add(new ZipEntry("old/", new DateTimeOffset(year, 5, 5, 5, 5, 5, TimeSpan.Zero), IsDeflated: false, 0));
        ZipRecords.WriteLocal(_entries[0], _archive);
        End();

        using var zip = new ZipArchive(new MemoryStream(_archive.WrittenSpan.ToArray()));

        Assert.Equal(new DateTime(1980, 1, 1), zip.Entries[0].LastWriteTime.DateTime);
    }

    [Fact]
    public void Lengths_of_four_bytes_are_too_few_for_a_long_file()
    {
        const long length = 5L << 30;
        var entry = new ZipEntry("long", Modified, IsDeflated: true, length) { PackedLength = length + 1, Offset = 6L << 30 };

        ReadOnlySpan<byte> local = Written(output => ZipRecords.WriteLocal(entry, output));
        ReadOnlySpan<byte> descriptor = Written(output => ZipRecords.WriteDescriptor(entry, output));
        ReadOnlySpan<byte> central = Written(output => ZipRecords.WriteCentral(entry, output));

        Assert.Equal(30 + 4 + 20, local.Length);
        Assert.Equal((uint.MaxValue, uint.MaxValue), (Read32(local, 18), Read32(local, 22)));
        Assert.Equal((length + 1, length), (Read64(descriptor, 8), Read64(descriptor, 16)));
        Assert.Equal(46 + 4 + 28, central.Length);
        Assert.Equal((uint.MaxValue, uint.MaxValue, uint.MaxValue), (Read32(central, 20), Read32(central, 24), Read32(central, 42)));
        Assert.Equal([length, length + 1, 6L << 30], new[] { 54, 62, 70 }.Select(at => Read64(Written(output => ZipRecords.WriteCentral(entry, output)), at)));
    }

    private static ReadOnlySpan<byte> Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan;
    }

    private static uint Read32(ReadOnlySpan<byte> record, int at) => BinaryPrimitives.ReadUInt32LittleEndian(record[at..]);

    private static long Read64(ReadOnlySpan<byte> record, int at) => BinaryPrimitives.ReadInt64LittleEndian(record[at..]);

    private void AddDirectory(string name)
    {
        var entry = new ZipEntry(name, Modified, IsDeflated: false, 0) { Offset = _archive.WrittenCount };
        ZipRecords.WriteLocal(entry, _archive);
        _entries.Add(entry);
    }

    private void AddStored(string name, ReadOnlySpan<byte> content)
    {
        var entry = new ZipEntry(name, Modified, IsDeflated: false, content.Length) { Offset = _archive.WrittenCount };
        ZipRecords.WriteLocal(entry, _archive);
        _archive.Write(content);
        var sum = new Crc32();
        sum.Append(content);
        entry = entry with { Crc = sum.Current, PackedLength = content.Length };
        ZipRecords.WriteDescriptor(entry, _archive);
        _entries.Add(entry);
    }

    private void End()
    {
        int offset = _archive.WrittenCount;
        foreach (ZipEntry entry in _entries)
            ZipRecords.WriteCentral(entry, _archive);
        ZipRecords.WriteEnd(_entries.Count, offset, _archive.WrittenCount - offset, _archive);
    }
}
