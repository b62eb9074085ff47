using Microsoft.AspNetCore.Http;
using Sockeye.Fairness;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Folders;

/// <summary>A directory as a page, as JSON, or as an archive of all that is below it.</summary>
internal static class FolderAnswer
{
    public static Task AnswerAsync(FolderRequest request, FileName? directory)
    {
        if (request.Asks("tar"))
            return ArchiveAnswer.AnswerAsync(request, directory, new TarArchive());
        if (request.Asks("zip"))
            return ArchiveAnswer.AnswerAsync(request, directory, new ZipFile(request.Use.TemporaryDirectory));

        bool wantsJson = request.Asks("json") || AcceptType.PrefersJson(request.Fields.Accept);
        return ListAsync(request, directory, wantsJson);
    }

    private static async Task ListAsync(FolderRequest request, FileName? directory, bool wantsJson)
    {
        AccessEntry transfer = request.Begin(request.IsHead ? "head" : "list", directory);
        bool isRecursive = wantsJson && request.Asks("recursive");
        using WorkPlace place = request.Visit.BeginListing(isRecursive);
        using FileListing listing = request.Visit.List(directory, isRecursive, request.Cancel);
        HttpResponse response = request.Response;
        response.Headers.Vary = "Accept";
        response.Headers.CacheControl = "no-store";
        response.ContentType = wantsJson ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
        FolderView view = FolderView.Of(request, directory);
        if (isRecursive && !request.IsHead)
        {
            await FolderJson.WriteAsync(request, view, view.Filter(listing.InSteps()), listing.Gaps, place);
        }
        else if (!isRecursive)
        {
            // A HEAD as well: whether it is too large is told by its status.
            IReadOnlyList<RankedEntry> rows = view.Sort(await listing.ReadAllAsync(place, request.Cancel));
            if (!request.IsHead)
                await (wantsJson
                    ? FolderJson.WriteAsync(request, view, rows.Select(row => row.Entry), listing.Gaps, place)
                    : FolderPage.WriteAsync(request, view, rows, listing.Gaps, place));
        }

        if (!request.IsHead)
            transfer.Miss(listing.Gaps);

        transfer.Sent();
    }
}
