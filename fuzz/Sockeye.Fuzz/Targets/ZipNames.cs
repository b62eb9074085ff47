using System.Buffers;
using System.IO.Compression;
using System.Text;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;
using Sockeye.Protocols.Zip;

namespace Sockeye.Fuzz.Targets;

/// <summary>Whatever a file is called and holds, an archive of it gives back that name and those bytes.</summary>
internal static class ZipNames
{
    private static readonly DateTimeOffset Modified = new(2026, 1, 2, 3, 4, 6, TimeSpan.Zero);

    public static void Run(ReadOnlySpan<byte> input)
    {
        if (!FileName.TryParse(Encoding.UTF8.GetString(input), out FileName? name))
            return;

        var archive = new ArrayBufferWriter<byte>();
        Write(name.Text, input, archive);
        using var zip = new ZipArchive(new MemoryStream(archive.WrittenSpan.ToArray()), ZipArchiveMode.Read);
        ZipArchiveEntry entry = zip.Entries.Single();
        using Stream content = entry.Open();
        var bytes = new MemoryStream();
        content.CopyTo(bytes);
        Invariant.Require(entry.FullName == name.Text, "another name");
        Invariant.Require(bytes.ToArray().AsSpan().SequenceEqual(input), "other bytes");
    }

    private static void Write(string name, ReadOnlySpan<byte> content, ArrayBufferWriter<byte> archive)
    {
        var sum = new Crc32();
        sum.Append(content);
        var entry = new ZipEntry(name, Modified, IsDeflated: false, content.Length)
        {
            Crc = sum.Current,
            PackedLength = content.Length,
        };
        ZipRecords.WriteLocal(entry, archive);
        archive.Write(content);
        ZipRecords.WriteDescriptor(entry, archive);
        long directory = archive.WrittenCount;
        ZipRecords.WriteCentral(entry, archive);
        ZipRecords.WriteEnd(entries: 1, directory, archive.WrittenCount - directory, archive);
    }
}
