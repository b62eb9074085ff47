using System.Buffers;
using System.IO.Compression;
using System.Text;
using Sockeye.Fairness;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;
using Sockeye.Protocols.Zip;

namespace Sockeye.Files.Http.Folders;

/// <summary>ZIP, with the lengths behind each file, for we cannot go back. What is text is compressed.</summary>
/// <remarks>Its directory comes last: until then a file without a name keeps it, for a tree has no limit.</remarks>
/// <param name="temporaryDirectory">Where that file is.</param>
internal sealed class ZipFile(string temporaryDirectory) : IArchive
{
    private const int ChunkBytes = 64 * 1024;

    public string Extension => ".zip";

    public string MediaType => "application/zip";

    public IArchiveWriter Begin(Stream output) => new Writer(output, temporaryDirectory);

    private sealed class Writer(Stream output, string temporaryDirectory) : IArchiveWriter
    {
        private readonly ArrayBufferWriter<byte> _record = new();
        private readonly SpooledBytes _directory = new(temporaryDirectory);
        private long _entries;

        public ValueTask AddDirectoryAsync(string name, DateTimeOffset modified, CancellationToken cancel)
        {
            var entry = new ZipEntry(name + "/", modified, IsDeflated: false, 0) { Offset = output.Position };
            ZipRecords.WriteLocal(entry, _record);
            output.Write(TakeRecord());
            Keep(entry);
            return ValueTask.CompletedTask;
        }

        public async ValueTask AddFileAsync(
            string name, ServedFile file, WorkPlace place, CancellationToken cancel)
        {
            bool isWorthIt = Protocols.Http.MediaType.Of(name).IsCompressible;
            await using var content = new SnapshotStream(file, place);
            await AddAsync(new ZipEntry(name, file.Modified, isWorthIt, file.Length), content, cancel);
        }

        public async ValueTask AddTextAsync(
            string name, string text, DateTimeOffset modified, CancellationToken cancel)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await AddAsync(new ZipEntry(name, modified, IsDeflated: true, content.Length), content, cancel);
        }

        public async ValueTask EndAsync(CancellationToken cancel)
        {
            long offset = output.Position;
            await _directory.CopyToAsync(output, cancel);
            ZipRecords.WriteEnd(_entries, offset, output.Position - offset, _record);
            await output.WriteAsync(_record.WrittenMemory, cancel);
        }

        public void Dispose() => _directory.Dispose();

        private async ValueTask AddAsync(ZipEntry entry, Stream content, CancellationToken cancel)
        {
            entry = entry with { Offset = output.Position };
            ZipRecords.WriteLocal(entry, _record);
            output.Write(TakeRecord());

            long start = output.Position;
            uint crc;
            if (entry.IsDeflated)
            {
                await using var deflate = new DeflateStream(output, CompressionLevel.Fastest, leaveOpen: true);
                crc = await CopyAsync(content, deflate, cancel);
            }
            else
            {
                crc = await CopyAsync(content, output, cancel);
            }

            entry = entry with { Crc = crc, PackedLength = output.Position - start };
            ZipRecords.WriteDescriptor(entry, _record);
            output.Write(TakeRecord());
            Keep(entry);
        }

        private static async ValueTask<uint> CopyAsync(Stream content, Stream to, CancellationToken cancel)
        {
            var sum = new Crc32();
            byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
            try
            {
                for (int read; (read = await content.ReadAsync(chunk, cancel)) > 0;)
                {
                    sum.Append(chunk.AsSpan(0, read));
                    await to.WriteAsync(chunk.AsMemory(0, read), cancel);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(chunk);
            }

            return sum.Current;
        }

        private void Keep(ZipEntry entry)
        {
            ZipRecords.WriteCentral(entry, _record);
            _directory.Write(TakeRecord());
            _entries++;
        }

        // Valid until the next record is written.
        private ReadOnlySpan<byte> TakeRecord()
        {
            ReadOnlySpan<byte> record = _record.WrittenSpan;
            _record.ResetWrittenCount();
            return record;
        }
    }
}
