using System.IO.Compression;
using System.Text;
using Sockeye.Fairness;
using Sockeye.Storage;

namespace Sockeye.Web.Folders;

/// <summary>ZIP, with the lengths behind each file, for we cannot go back. What is text is compressed.</summary>
internal sealed class ZipFile : IArchive
{
    public string Extension => ".zip";

    public string MediaType => "application/zip";

    public async ValueTask<IArchiveWriter> BeginAsync(Stream output, CancellationToken cancel) =>
        new Writer(await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, null, cancel));

    private sealed class Writer(ZipArchive zip) : IArchiveWriter
    {
        public ValueTask AddDirectoryAsync(string name, DateTimeOffset modified, CancellationToken cancel)
        {
            zip.CreateEntry(name + "/").LastWriteTime = Representable(modified);
            return ValueTask.CompletedTask;
        }

        public async ValueTask AddFileAsync(
            string name, ServedFile file, WorkPlace place, CancellationToken cancel)
        {
            bool isWorthIt = Protocols.Http.MediaType.Of(name).IsCompressible;
            ZipArchiveEntry entry = zip.CreateEntry(
                name, isWorthIt ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
            entry.LastWriteTime = Representable(file.Modified);
            await using Stream output = await entry.OpenAsync(cancel);
            await using var content = new FileContent(file, place);
            await content.CopyToAsync(output, cancel);
        }

        public async ValueTask AddTextAsync(string name, string text, CancellationToken cancel)
        {
            await using Stream output = await zip.CreateEntry(name).OpenAsync(cancel);
            await output.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        }

        public ValueTask DisposeAsync() => zip.DisposeAsync();

        // ZIP counts from 1980 to 2107.
        private static DateTimeOffset Representable(DateTimeOffset time) =>
            time.Year is >= 1980 and <= 2107 ? time : new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
