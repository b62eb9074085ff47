using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sockeye.Fairness;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Http.Folders;

/// <summary>
/// All that is below a directory as one archive, made while it is read and sent: its files are not held.
/// </summary>
/// <remarks>
/// What is gone by the time it is its turn is left out. What is there and cannot be put in is told by the last file of
/// the archive, beside the directory: <c>NAME.missing.txt</c>. A failure in the middle breaks the connection off.
/// </remarks>
internal static class ArchiveAnswer
{
    public static async Task AnswerAsync(FolderRequest request, FileName? directory, IArchive archive)
    {
        AccessEntry transfer = request.Begin("archive", directory);
        FileStatus status = request.Visit.Stat(directory);
        using WorkPlace place = request.Visit.BeginWork();
        using FileListing listing = request.Visit.List(directory, isRecursive: true, request.Cancel);
        HttpResponse response = request.Response;
        response.ContentType = archive.MediaType;
        response.Headers.CacheControl = "no-store";
        string root = directory?.LastSegment ?? NameOf(request.Use.Title);
        response.Headers.ContentDisposition = ContentDisposition.Attachment(root + archive.Extension);
        var output = new CountingStream(response.BodyWriter, transfer, place);
        if (!request.IsHead)
        {
            using IArchiveWriter writer = archive.Begin(output);
            await writer.AddDirectoryAsync(root, status.Modified, request.Cancel); // of an empty one all there is
            int skipped = directory is null ? 0 : directory.Text.Length + 1;
            foreach (FileEntry? entry in listing.InSteps())
            {
                await place.StepAsync(request.Cancel);
                if (entry is not null)
                    await AddAsync(request, entry, $"{root}/{entry.Name.Text[skipped..]}", listing, writer, place);
                await output.SettleAsync(request.Cancel);
            }

            await TellMissingAsync(request, listing.Gaps, writer, root);
            await writer.EndAsync(request.Cancel);
            transfer.Miss(listing.Gaps);
        }

        transfer.Sent(output.Position);
    }

    // A title may be any text.
    private static string NameOf(string title) =>
        FileName.TryParse(title, out FileName? name) && name.Parent is null ? title : "files";

    private static async ValueTask AddAsync(
        FolderRequest request, FileEntry entry, string name, FileListing listing, IArchiveWriter writer,
        WorkPlace place)
    {
        if (entry.Status.IsDirectory)
        {
            await writer.AddDirectoryAsync(name, entry.Status.Modified, request.Cancel);
        }
        else if (TryOpen(request.Visit, entry, listing.Gaps) is { } file)
        {
            using (file)
                await writer.AddFileAsync(name, file, place, request.Cancel);
        }
    }

    // A peer is told by our fixed words; the details are for the log.
    private static async Task TellMissingAsync(
        FolderRequest request, ListingGaps gaps, IArchiveWriter writer, string root)
    {
        if (gaps.Count == 0)
            return;

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"This archive is not complete: {gaps.Count} missing.\n");
        foreach (ListingGap gap in gaps)
            text.Append(gap with { Details = "" }).Append('\n');
        DateTimeOffset now = request.Use.Time.GetUtcNow();
        await writer.AddTextAsync($"{root}.missing.txt", text.ToString(), now, request.Cancel);
    }

    private static ServedFile? TryOpen(FolderVisit visit, FileEntry entry, ListingGaps gaps)
    {
        string path = PrintableText.Escape(entry.Name.Text);
        if (!entry.Status.IsFile || !visit.Visitor.May(Rights.Read, entry.Name))
        {
            gaps.Add(new ListingGap(path, 1, ListingGapReason.Unserved, ""));
            return null;
        }

        try
        {
            return visit.OpenRead(entry.Name);
        }
        catch (FileRefusedException gone) when (gone.Refusal == FileRefusal.NotFound)
        {
            return null; // removed since its directory was read: then nothing is missing
        }
        catch (Exception failed) when (failed is FileRefusedException or IOException)
        {
            gaps.Add(new ListingGap(path, 1, ListingGapReason.Unreadable, failed.Message));
            return null;
        }
    }
}
