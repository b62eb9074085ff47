using Sockeye.Files.Http.Pages;

namespace Sockeye.Files.Http.Folders;

/// <summary>What stands above the list: which names to show and how, and what to add.</summary>
internal static class FolderForms
{
    public static void Write(PageWriter page, FolderView view)
    {
        page.Markup("<div class=\"tools\">"u8);
        WriteSearch(page, view);
        page.Markup("<button type=\"button\" class=\"scripted\" id=\"grid\" aria-pressed=\"false\" hidden>"u8)
            .Markup("Picture grid</button>\n"u8);
        if (view.MayWrite)
            WriteUpload(page, view);
        page.Markup("</div>\n<p id=\"said\" class=\"unseen\" role=\"status\"></p>\n"u8);
        if (view.MayWrite)
            page.Markup("<ul id=\"uploads\" aria-label=\"Uploads\"></ul>\n"u8);
    }

    private static void WriteSearch(PageWriter page, FolderView view)
    {
        page.Markup("<form method=\"get\" role=\"search\" id=\"search\"><label for=\"filter\">Filter</label>"u8)
            .Markup("<input id=\"filter\" name=\"filter\" type=\"search\" autocomplete=\"off\" value=\""u8)
            .Text(view.Wanted).Markup("\">"u8);
        if (view.Order != FolderOrder.Name || view.IsDescending)
            page.Markup("<input type=\"hidden\" name=\"sort\" value=\""u8).Text(
                view.Order.ToString().ToLowerInvariant())
                .Markup("\"><input type=\"hidden\" name=\"order\" value=\""u8).Text(view.IsDescending ? "desc" : "asc")
                .Markup("\">"u8);
        page.Markup("<button class=\"unscripted\">Show</button></form>\n"u8);
    }

    // The box stands before the picker, and so before the files in what is sent: FormAnswer reads it in that order.
    private static void WriteUpload(PageWriter page, FolderView view)
    {
        page.Markup("<form method=\"post\" enctype=\"multipart/form-data\" id=\"upload\""u8)
            .Markup(view.MayReplace ? " data-replaces>"u8 : ">"u8);
        if (view.MayReplace)
            page.Markup("<label class=\"unscripted\"><input type=\"checkbox\" name=\"replace\" value=\"yes\">"u8)
                .Markup(" Replace files of the same name</label>"u8);
        page.Markup("<label for=\"picker\">Add files</label>"u8)
            .Markup("<input id=\"picker\" type=\"file\" name=\"file\" multiple required>"u8)
            .Markup("<button>Upload</button>"u8)
            .Markup("<button type=\"button\" class=\"scripted\" id=\"folder\">New folder</button>"u8)
            .Markup("<span class=\"hint scripted\">or drop them anywhere here</span></form>"u8);
    }
}
