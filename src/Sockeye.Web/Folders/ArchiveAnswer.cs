using Microsoft.AspNetCore.Http;
using Sockeye.Access;
using Sockeye.Protocols.Http;
using Sockeye.Storage;
using Sockeye.Web.Answers;

namespace Sockeye.Web.Folders;

/// <summary>All that is below a directory as one archive, made while it is sent: nothing of it is held.</summary>
/// <remarks>
/// What the visitor may not read is left out, and so is what is gone by the time it is its turn. A failure in the
/// middle breaks the connection off: an archive that ends well is whole.
/// </remarks>
internal static class ArchiveAnswer
{
    private const string RootName = "files";

    private static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(10); // our choice

    public static async Task AnswerAsync(Exchange exchange, FileName? directory, IArchive archive)
    {
        if (!await exchange.Site.Archives.WaitAsync(TimeSpan.Zero, exchange.Cancel))
        {
            await Answer.LaterAsync(
                exchange.Response, StatusCodes.Status503ServiceUnavailable, BusyFor, "Too many archives are made.");
            return;
        }

        try
        {
            await MakeAsync(exchange, directory, archive);
        }
        finally
        {
            exchange.Site.Archives.Release();
        }
    }

    private static async Task MakeAsync(Exchange exchange, FileName? directory, IArchive archive)
    {
        Transfer transfer = exchange.Begin("archive", directory);
        IReadOnlyList<FileEntry> entries = exchange.Visit.List(directory, isRecursive: true, exchange.Cancel);
        HttpResponse response = exchange.Response;
        response.ContentType = archive.MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition =
            ContentDisposition.Attachment((directory?.LastSegment ?? RootName) + archive.Extension);
        var counted = new CountingStream(response.BodyWriter, transfer);
        if (!exchange.IsHead)
            await WriteAsync(exchange, directory, entries, archive, counted);
        transfer.Sent(counted.Position);
    }

    // Not disposed when it fails: its end would make half an archive look like a whole one.
    private static async Task WriteAsync(
        Exchange exchange, FileName? directory, IReadOnlyList<FileEntry> entries, IArchive archive, Stream output)
    {
        string root = directory?.LastSegment ?? RootName;
        int skipped = directory is null ? 0 : directory.Text.Length + 1;
        IArchiveWriter writer = await archive.BeginAsync(output, exchange.Cancel);
        foreach (FileEntry entry in entries)
        {
            string name = $"{root}/{entry.Name.Text[skipped..]}";
            if (entry.Status.IsDirectory)
            {
                await writer.AddDirectoryAsync(name, entry.Status.Modified, exchange.Cancel);
            }
            else if (TryOpen(exchange.Visit, entry.Name) is { } file)
            {
                using (file)
                    await writer.AddFileAsync(name, file, exchange.Cancel);
            }
        }

        await writer.DisposeAsync();
    }

    private static ServedFile? TryOpen(FolderVisit visit, FileName name)
    {
        try
        {
            return visit.OpenRead(name);
        }
        catch (FileRefusedException)
        {
            return null;
        }
    }
}
