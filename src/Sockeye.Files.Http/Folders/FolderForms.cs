using Sockeye.Files.Http.Pages;

namespace Sockeye.Files.Http.Folders;

/// <summary>The two forms of the page: which names to show, and what to add.</summary>
internal static class FolderForms
{
    public static void Write(PageWriter page, FolderView view)
    {
        page.Markup("<div class=\"tools\"><form method=\"get\" role=\"search\" id=\"search\">"u8)
            .Markup("<label for=\"filter\">Filter</label>"u8)
            .Markup(
                "<input id=\"filter\" name=\"filter\" type=\"search\" autocomplete=\"off\" value=\""u8)
            .Text(view.Wanted).Markup("\">"u8);
        if (view.Order != FolderOrder.Name || view.IsDescending)
            page.Markup("<input type=\"hidden\" name=\"sort\" value=\""u8).Text(
                view.Order.ToString().ToLowerInvariant())
                .Markup("\"><input type=\"hidden\" name=\"order\" value=\""u8).Text(view.IsDescending ? "desc" : "asc")
                .Markup("\">"u8);
        page.Markup("<button>Show</button></form>\n"u8);
        if (view.MayWrite)
            page.Markup("<form method=\"post\" enctype=\"multipart/form-data\" id=\"upload\">"u8)
                .Markup("<label for=\"picker\">Add files</label>"u8)
                .Markup("<input id=\"picker\" type=\"file\" name=\"file\" multiple required>"u8)
                .Markup(
                    "<button>Upload</button><span class=\"hint\" hidden>or drop them anywhere here</span></form>"u8);
        page.Markup("</div>\n"u8);
        if (view.MayWrite)
            page.Markup(
                "<ul id=\"uploads\" aria-label=\"Uploads\"></ul>"u8)
                .Markup("<p id=\"said\" class=\"unseen\" role=\"status\"></p>\n"u8);
    }
}
