using System.Globalization;
using Sockeye.Files.Http.Pages;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Folders;

/// <summary>A line of the page's table.</summary>
internal static class FolderRow
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    public static void Write(PageWriter page, FolderView view, RankedEntry row)
    {
        FileEntry entry = row.Entry;
        bool isDirectory = entry.Status.IsDirectory;
        string name = view.NameOf(entry);
        page.Markup(isDirectory ? "<tr class=\"dir\" data-size=\""u8 : "<tr data-size=\""u8)
            .Text(entry.Status.Length.ToString(CultureInfo.InvariantCulture))
            .Markup("\" data-rank=\""u8).Text(row.Rank.ToString(CultureInfo.InvariantCulture))
            .Markup("\"><th scope=\"row\"><a href=\""u8)
            .Text(RequestTarget.Format(entry.Name.Text, isDirectory)).Markup("\">"u8)
            .Stranger(name).Markup(isDirectory ? "/</a></th><td></td>"u8 : "</a></th><td>"u8);
        if (!isDirectory)
            page.Text(SizeText(entry.Status.Length)).Markup("</td>"u8);
        WriteTime(page, entry.Status.Modified.UtcDateTime);
        page.Markup("<td class=\"more\">"u8);
        if (!isDirectory)
            WriteReading(page, entry, name);
        WriteChanging(page, view, entry, name);
        page.Markup("</td></tr>\n"u8);
    }

    private static void WriteTime(PageWriter page, DateTime time) => page
        .Markup("<td><time datetime=\""u8).Text(time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))
        .Markup("\">"u8).Text(time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))
        .Markup(" UTC</time></td>"u8);

    private static void WriteReading(PageWriter page, FileEntry entry, string name)
    {
        MediaType media = MediaType.Of(entry.Name.LastSegment);
        bool isText = media.Text.StartsWith("text/", StringComparison.Ordinal)
            || media.Text is "application/json" or "application/xml";
        if (media.IsImage)
            WriteButton(page, "data-preview=\"image\""u8, "Preview", name);
        else if (isText)
            WriteButton(page, "data-preview=\"text\""u8, "Preview", name);
        page.Markup("<a href=\""u8).Text(RequestTarget.Format(entry.Name.Text))
            .Markup("?download\" download aria-label=\"Save "u8).Stranger(name).Markup("\">Save</a>"u8);
    }

    private static void WriteChanging(PageWriter page, FolderView view, FileEntry entry, string name)
    {
        if (view.MayRenameEntry(entry))
            WriteButton(page, "data-rename"u8, "Rename", name);
        if (view.MayDeleteEntry(entry))
            WriteButton(page, "data-delete"u8, "Delete", name);
    }

    // Whoever hears the buttons alone hears of which file each is.
    private static void WriteButton(PageWriter page, ReadOnlySpan<byte> attribute, string verb, string name) => page
        .Markup("<button type=\"button\" class=\"scripted\" "u8).Markup(attribute)
        .Markup(" aria-label=\""u8).Text(verb).Markup(" "u8).Stranger(name).Markup("\">"u8).Text(verb)
        .Markup("</button>"u8);

    /// <summary>A length as people read it: three digits and a unit.</summary>
    internal static string SizeText(long bytes)
    {
        double value = bytes;
        int unit = 0;
        for (; value >= 1000 && unit < Units.Length - 1; unit++)
            value /= 1024;
        string format = unit == 0 || value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00";
        return value.ToString(format, CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
