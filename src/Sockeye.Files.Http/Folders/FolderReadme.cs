using System.Text;
using Sockeye.Fairness;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Pages;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;

namespace Sockeye.Files.Http.Folders;

/// <summary>The file of a directory that says what is in it, below the list.</summary>
/// <remarks>
/// Only if the visitor may read it, it is no longer than 256 KiB, our choice, and nobody does too much at once: it
/// is a courtesy.
/// </remarks>
internal static class FolderReadme
{
    private const int MaxBytes = 256 * 1024;
    private const int MarkdownNames = 2;

    // Of several the first counts. So many of them are Markdown.
    private static readonly string[] Names = ["README.md", "README.markdown", "README.txt", "README"];

    public static async ValueTask WriteAsync(
        FolderRequest request, PageWriter page, IReadOnlyList<RankedEntry> rows)
    {
        if (Find(rows) is not { } name || TryRead(request.Visit, name) is not { } text)
            return;

        using WorkPlace? place = request.Visit.TryBeginWork();
        if (place is null)
            return;

        await place.StepAsync(request.Cancel);
        string? html = IsMarkdown(name) ? MarkdownText.ToHtml(text) : null;
        place.Rest();
        page.Markup("<section class=\"readme\" aria-labelledby=\"readme\"><h2 id=\"readme\">"u8)
            .Stranger(name.LastSegment).Markup("</h2>\n"u8);
        if (html is null)
            page.Markup("<pre>"u8).Text(text).Markup("</pre>"u8);
        else
            page.Markup("<div class=\"markdown\">"u8).Rendered(html).Markup("</div>"u8);
        page.Markup("</section>\n"u8);
    }

    private static FileName? Find(IReadOnlyList<RankedEntry> rows) => rows
        .Where(row => row.Entry.Status is { IsFile: true, Length: > 0 and <= MaxBytes })
        .Select(row => (row.Entry.Name, Place: PlaceOf(row.Entry.Name)))
        .Where(found => found.Place >= 0)
        .OrderBy(found => found.Place)
        .FirstOrDefault().Name;

    private static int PlaceOf(FileName name)
    {
        ReadOnlySpan<char> text = name.Text.AsSpan(name.Text.LastIndexOf('/') + 1);
        for (int place = 0; place < Names.Length; place++)
        {
            if (text.Equals(Names[place], StringComparison.OrdinalIgnoreCase))
                return place;
        }

        return -1;
    }

    private static bool IsMarkdown(FileName name) => PlaceOf(name) < MarkdownNames;

    private static string? TryRead(FolderVisit visit, FileName name)
    {
        try
        {
            using ServedFile file = visit.OpenRead(name);
            return Encoding.UTF8.GetString(FileBytes.ReadAll(file.Handle, MaxBytes)).TrimStart('\uFEFF');
        }
        catch (Exception e) when (e is FileRefusedException or LocalFileException)
        {
            return null;
        }
    }
}
