using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Sockeye.Files.Http.Pages;

/// <summary>
/// Markdown of a stranger as HTML that can do nothing: text, tables, lists, links, pictures of this server.
/// </summary>
/// <remarks>
/// HTML in it is text. A link leads to a web page, an address of mail, or a path; any other is text. A picture that is
/// not a file of this server is a link to it: nothing is loaded from elsewhere. Ids begin with <c>readme-</c>, so that
/// none is one of the page's own.
/// </remarks>
internal static class MarkdownText
{
    private const string IdPrefix = "readme-";

    // The page's own headings are of the levels 1 and 2.
    private const int LevelsAbove = 2;
    private const int MaxLevel = 6; // of HTML

    // Our choice: sixteen times what may be parsed. A reference writes its address each time it is used.
    private const int MaxHtmlChars = 16 * MarkdownWork.MaxChars;

    private const int MaxUrlChars = 2 * 1024; // our choice; a longer one leads nowhere

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseTaskLists()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    /// <summary>Its HTML; null when it is nested too deeply, or would be too much work or too long.</summary>
    public static string? ToHtml(string markdown)
    {
        if (!MarkdownWork.IsBounded(markdown))
            return null;

        try
        {
            MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
            var ids = new HeadingIds();
            foreach (MarkdownObject part in document.Descendants().ToArray())
                MakeHarmless(part, ids);
            using var html = new BoundedWriter(MaxHtmlChars);
            document.ToHtml(html, Pipeline);
            return html.ToString();
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return null; // Markdig's limit of nesting, or that of what is written
        }
    }

    private static void MakeHarmless(MarkdownObject part, HeadingIds ids)
    {
        switch (part)
        {
            case HeadingBlock heading:
                heading.Level = Math.Min(heading.Level + LevelsAbove, MaxLevel);
                heading.GetAttributes().Id = IdPrefix + ids.Next(heading);
                break;
            case LinkInline link:
                MakeHarmless(link);
                break;
            case AutolinkInline { IsEmail: false } link when !PageUrl.IsHarmless(link.Url):
                link.ReplaceBy(new LiteralInline(link.Url));
                break;
            case TaskList task: // a control without a name would be one too many
                task.ReplaceBy(new LiteralInline(task.Checked ? "\u2611" : "\u2610"));
                break;
            case Table table:
                AlignByClass(table);
                break;
        }
    }

    private static void MakeHarmless(LinkInline link)
    {
        // A reference is resolved when it is written: that is too late.
        string? url = link.GetDynamicUrl?.Invoke() ?? link.Url;
        if (url?.Length > MaxUrlChars) // it is looked at for each link that refers to it
            url = null;
        (link.Url, link.GetDynamicUrl) = (url, null);
        if (link.IsImage && PageUrl.IsPicture(url))
        {
            link.GetAttributes().AddPropertyIfNotExist("loading", "lazy");
            return;
        }

        if (link.FirstChild is null)
            link.AppendChild(new LiteralInline(url ?? ""));
        bool isInLink = link.IsImage && link.Parent?.FindParentOfType<LinkInline>().Any() == true;
        link.IsImage = false;
        if (isInLink || !PageUrl.IsHarmless(url))
            link.ReplaceBy(new ContainerInline());
        else if (url is ['#', .. var anchor])
            link.Url = "#" + IdPrefix + anchor;
    }

    // Markdig writes style attributes, which our policy does not allow.
    private static void AlignByClass(Table table)
    {
        foreach (TableRow row in table.OfType<TableRow>())
        {
            for (int at = 0; at < Math.Min(row.Count, table.ColumnDefinitions.Count); at++)
            {
                if (table.ColumnDefinitions[at].Alignment is { } alignment and not TableColumnAlign.Left)
                    row[at].GetAttributes().AddClass(alignment == TableColumnAlign.Right ? "right" : "center");
            }
        }

        foreach (TableColumnDefinition column in table.ColumnDefinitions)
            (column.Alignment, column.Width) = (null, 0);
    }
}
