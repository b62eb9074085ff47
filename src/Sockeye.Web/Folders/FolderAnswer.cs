using Microsoft.AspNetCore.Http;
using Sockeye.Access;
using Sockeye.Fairness;
using Sockeye.Protocols.Http;
using Sockeye.Storage;

namespace Sockeye.Web.Folders;

/// <summary>A directory as a page, as JSON, or as an archive of all that is below it.</summary>
internal static class FolderAnswer
{
    public static Task AnswerAsync(Exchange exchange, FileName? directory)
    {
        if (exchange.Asks("tar"))
            return ArchiveAnswer.AnswerAsync(exchange, directory, new TarArchive());
        if (exchange.Asks("zip"))
            return ArchiveAnswer.AnswerAsync(exchange, directory, new ZipFile());

        bool wantsJson = exchange.Asks("json") || AcceptType.PrefersJson(exchange.Request.Headers.Accept);
        return ListAsync(exchange, directory, wantsJson);
    }

    private static async Task ListAsync(Exchange exchange, FileName? directory, bool wantsJson)
    {
        Transfer transfer = exchange.Begin(exchange.IsHead ? "head" : "list", directory);
        bool isRecursive = wantsJson && exchange.Asks("recursive");
        using WorkPlace place = exchange.Visit.BeginListing(isRecursive);
        using FileListing listing = exchange.Visit.List(directory, isRecursive, exchange.Cancel);
        HttpResponse response = exchange.Response;
        response.Headers.Vary = "Accept";
        response.Headers.CacheControl = "no-store";
        response.ContentType = wantsJson ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
        FolderView view = FolderView.Of(exchange, directory);
        if (isRecursive && !exchange.IsHead)
        {
            await FolderJson.WriteAsync(exchange, view, view.Filter(listing.InSteps()), listing.Gaps, place);
        }
        else if (!isRecursive)
        {
            // A HEAD as well: whether it is too large is told by its status.
            IEnumerable<FileEntry> entries = view.Sort(await listing.ReadAllAsync(place, exchange.Cancel));
            if (!exchange.IsHead)
                await (wantsJson
                    ? FolderJson.WriteAsync(exchange, view, entries, listing.Gaps, place)
                    : FolderPage.WriteAsync(exchange, view, [.. entries], listing.Gaps, place));
        }

        if (!exchange.IsHead)
            transfer.Miss(listing.Gaps);

        transfer.Sent();
    }
}
