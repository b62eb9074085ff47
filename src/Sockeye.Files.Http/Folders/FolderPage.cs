using System.Globalization;
using System.IO.Pipelines;
using Sockeye.Fairness;
using Sockeye.Files.Http.Pages;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Http.Pages;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Http.Folders;

/// <summary>
/// A directory as a page. It works without its script: links sort, a form filters, another one uploads.
/// </summary>
internal static class FolderPage
{
    private const int FlushedBytes = 32 * 1024;

    private const int MaxToldGaps = 20; // our choice: by name; the others are counted

    /// <summary>Writes it. What is neither file nor directory is not shown, and told among what is missing.</summary>
    public static async ValueTask WriteAsync(
        FolderRequest request, FolderView view, IReadOnlyList<RankedEntry> rows, ListingGaps gaps, WorkPlace place)
    {
        PipeWriter output = request.Response.BodyWriter;
        var page = new PageWriter(output);
        WriteHead(page, view);
        FolderForms.Write(page, view);
        WriteTableHead(page, view);
        foreach (RankedEntry row in rows.Where(row => row.Entry.Status.Kind != FileKind.Other))
        {
            FolderRow.Write(page, view, row);
            if (output.UnflushedBytes < FlushedBytes)
                continue;

            await place.RestAsync(request.Site.FlushAsync());
            await place.StepAsync(request.Cancel);
        }

        place.Rest();

        page.Markup("</tbody></table>\n<div id=\"below\">"u8);
        WriteCount(page, [.. rows.Select(row => row.Entry)], gaps);
        await FolderReadme.WriteAsync(request, page, rows);
        WriteFoot(page);
    }

    private static void WriteHead(PageWriter page, FolderView view)
    {
        page.Markup("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"u8)
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>"u8)
            .Stranger(view.Title).Markup("</title>"u8).Rendered(HouseStyle.Head)
            .Markup("<link rel=\"stylesheet\" href=\""u8).Text(FolderAssets.Style)
            .Markup("\"><script src=\""u8).Text(FolderAssets.Script)
            .Markup("\" type=\"module\"></script></head>\n<body>"u8)
            .Markup("<header><nav aria-label=\"Path\"><ol><li>"u8);
        WritePath(page, view);
        page.Markup("</ol></nav></header>\n<main>"u8);
    }

    // Each directory on the way is a link; the last one is where we are.
    private static void WritePath(PageWriter page, FolderView view)
    {
        IReadOnlyList<string> segments = view.Directory?.Segments ?? [];
        for (int at = 0; at < segments.Count; at++)
        {
            string path = RequestTarget.Format(string.Join('/', segments.Take(at)), isDirectory: true);
            string title = at == 0 ? view.RootTitle : segments[at - 1];
            page.Markup("<a href=\""u8).Text(path).Markup("\">"u8).Stranger(title).Markup("</a></li>\n<li>"u8);
        }

        page.Markup("<h1 aria-current=\"page\">"u8).Stranger(view.Title).Markup("</h1></li>"u8);
    }

    private static void WriteTableHead(PageWriter page, FolderView view)
    {
        page.Markup(view.MayDelete ? "<table class=\"list changing\">"u8 : "<table class=\"list\">"u8)
            .Markup("<caption class=\"unseen\">Files and directories</caption><thead><tr>"u8);
        WriteColumn(page, view, FolderOrder.Name, "Name");
        WriteColumn(page, view, FolderOrder.Size, "Size");
        WriteColumn(page, view, FolderOrder.Modified, "Modified");
        page.Markup("<th scope=\"col\" class=\"more\"><span class=\"unseen\">Actions</span></th>"u8)
            .Markup("</tr></thead>\n<tbody>"u8);
        if (view.Directory is not null)
            page.Markup("<tr class=\"up\"><th scope=\"row\">"u8)
                .Markup("<a href=\"../\">.. <span class=\"unseen\">one level up</span></a></th>"u8)
                .Markup("<td></td><td></td><td></td></tr>\n"u8);
    }

    private static void WriteColumn(PageWriter page, FolderView view, FolderOrder order, string title)
    {
        bool isSorted = view.Order == order;
        string direction = isSorted && !view.IsDescending ? "desc" : "asc";
        string sorted = !isSorted ? "none" : view.IsDescending ? "descending" : "ascending";
        string name = order.ToString().ToLowerInvariant();
        string filter = view.Wanted.Length == 0 ? "" : "&filter=" + Uri.EscapeDataString(view.Wanted);
        page.Markup("<th scope=\"col\" class=\""u8).Text(name).Markup("\" aria-sort=\""u8).Text(sorted)
            .Markup("\"><a data-sort=\""u8).Text(name).Markup("\" href=\""u8)
            .Text($"?sort={name}&order={direction}{filter}").Markup("\">"u8).Text(title).Markup("</a></th>"u8);
    }

    private static void WriteCount(PageWriter page, IReadOnlyList<FileEntry> entries, ListingGaps gaps)
    {
        int directories = entries.Count(entry => entry.Status.IsDirectory);
        int files = entries.Count(entry => entry.Status.IsFile);
        if (directories + files == 0)
            page.Markup("<p class=\"empty\">There is nothing here.</p>"u8);
        WriteMissing(page, entries, gaps);
        string count = Counted(directories, "directory", "directories") + ", " + Counted(files, "file", "files");
        page.Markup("<p id=\"count\" role=\"status\">"u8).Text(count).Markup("</p>\n"u8);
    }

    private static void WriteFoot(PageWriter page) => page
        .Markup("</div></main>\n<footer><p>All of this as "u8)
        .Markup("<a href=\"?zip\" download aria-label=\"All of this as zip\">zip</a>, "u8)
        .Markup("<a href=\"?tar\" download aria-label=\"All of this as tar\">tar</a> or "u8)
        .Markup("<a href=\"?json\" aria-label=\"The list as JSON\">JSON</a></p>"u8)
        .Markup("<p class=\"keys scripted\"><kbd>/</kbd> filter <kbd>\u2191</kbd> <kbd>\u2193</kbd> move "u8)
        .Markup("<kbd>Enter</kbd> open <kbd>p</kbd> preview <kbd>u</kbd> up</p></footer></body></html>\n"u8);

    private static void WriteMissing(PageWriter page, IReadOnlyList<FileEntry> entries, ListingGaps gaps)
    {
        string[] missing =
        [
            .. entries.Where(entry => entry.Status.Kind == FileKind.Other)
                .Select(entry => $"{PrintableText.Escape(entry.Name.LastSegment)} (no file and no directory)"),
            .. gaps.Select(gap => (gap with { Details = "" }).ToString()),
        ];
        if (missing.Length == 0)
            return;

        page.Markup("<details class=\"missing\"><summary>"u8).Text(Counted(missing.Length, "entry", "entries"))
            .Markup(" not shown</summary><ul>"u8);
        foreach (string one in missing.Take(MaxToldGaps))
            page.Markup("<li>"u8).Text(one).Markup("</li>"u8);
        if (missing.Length > MaxToldGaps)
            page.Markup("<li>"u8).Text(Counted(missing.Length - MaxToldGaps, "more", "more")).Markup("</li>"u8);
        page.Markup("</ul></details>"u8);
    }

    private static string Counted(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
