using Microsoft.AspNetCore.Http;
using Sockeye.Access;
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
        using FileListing listing = exchange.Visit.List(directory, isRecursive, exchange.Cancel);
        HttpResponse response = exchange.Response;
        response.Headers.Vary = "Accept";
        response.Headers.CacheControl = "no-store";
        response.ContentType = wantsJson ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
        FolderView view = FolderView.Of(exchange, directory);
        IEnumerable<FileEntry> entries = isRecursive ? view.Filter(listing) : view.Sort(view.Filter(listing.ReadAll()));
        if (!exchange.IsHead)
        {
            await (wantsJson
                ? FolderJson.WriteAsync(exchange, view, entries, listing.Gaps)
                : FolderPage.WriteAsync(exchange, view, [.. entries], listing.Gaps));
            transfer.Miss(listing.Gaps);
        }

        transfer.Sent();
    }
}
