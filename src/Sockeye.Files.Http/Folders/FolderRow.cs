using System.Globalization;
using Sockeye.Files.Http.Pages;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Folders;

/// <summary>A line of the page's table.</summary>
internal static class FolderRow
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    public static void Write(PageWriter page, FolderView view, FileEntry entry)
    {
        bool isDirectory = entry.Status.IsDirectory;
        string name = view.NameOf(entry);
        page.Markup(isDirectory ? "<tr class=\"dir\" data-size=\""u8 : "<tr data-size=\""u8)
            .Text(entry.Status.Length.ToString(CultureInfo.InvariantCulture))
            .Markup("\"><th scope=\"row\"><svg aria-hidden=\"true\"><use href=\"#"u8).Markup(
                isDirectory ? "d"u8 : "f"u8)
            .Markup("\"/></svg><a href=\""u8).Text(RequestTarget.Format(entry.Name.Text, isDirectory)).Markup("\">"u8)
            .Stranger(name).Markup(isDirectory ? "/</a></th><td></td>"u8 : "</a></th><td>"u8);
        if (!isDirectory)
            page.Text(SizeText(entry.Status.Length)).Markup("</td>"u8);
        WriteTime(page, entry.Status.Modified.UtcDateTime);
        page.Markup("<td class=\"more\">"u8);
        if (!isDirectory)
            WriteActions(page, entry);
        page.Markup("</td></tr>\n"u8);
    }

    private static void WriteTime(PageWriter page, DateTime time) => page
        .Markup("<td><time datetime=\""u8).Text(time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))
        .Markup("\">"u8).Text(time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)).Markup("</time></td>"u8);

    private static void WriteActions(PageWriter page, FileEntry entry)
    {
        string type = MediaType.Of(entry.Name.LastSegment).Text;
        bool isImage = type.StartsWith("image/", StringComparison.Ordinal);
        bool isText = type.StartsWith("text/", StringComparison.Ordinal)
            || type is "application/json" or "application/xml";
        if (isImage || isText)
            page.Markup("<button type=\"button\" hidden data-preview=\""u8).Markup(isImage ? "image"u8 : "text"u8)
                .Markup("\">Preview</button>"u8);
        page.Markup("<a href=\""u8).Text(RequestTarget.Format(entry.Name.Text)).Markup(
            "?download\" download>Save</a>"u8);
    }

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
