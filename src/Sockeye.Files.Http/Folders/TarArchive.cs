using System.Formats.Tar;
using System.Text;
using Sockeye.Fairness;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Http.Folders;

/// <summary>tar with the headers of POSIX.1-2001 (pax), for names and lengths of any size.</summary>
internal sealed class TarArchive : IArchive
{
    public string Extension => ".tar";

    public string MediaType => "application/x-tar";

    public IArchiveWriter Begin(Stream output) =>
        new Writer(new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true));

    private sealed class Writer(TarWriter tar) : IArchiveWriter
    {
        public async ValueTask AddDirectoryAsync(string name, DateTimeOffset modified, CancellationToken cancel) =>
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.Directory, name + "/") { ModificationTime = modified }, cancel);

        public async ValueTask AddFileAsync(
            string name, ServedFile file, WorkPlace place, CancellationToken cancel)
        {
            await using var content = new SnapshotStream(file, place);
            var entry = new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                ModificationTime = file.Modified,
                DataStream = content,
            };
            await tar.WriteEntryAsync(entry, cancel);
        }

        public async ValueTask AddTextAsync(
            string name, string text, DateTimeOffset modified, CancellationToken cancel)
        {
            await using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var entry = new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                ModificationTime = modified,
                DataStream = content,
            };
            await tar.WriteEntryAsync(entry, cancel);
        }

        public ValueTask EndAsync(CancellationToken cancel) => tar.DisposeAsync();

        public void Dispose()
        {
            // nothing of it is held, and disposing the writer would write the end
        }
    }
}
