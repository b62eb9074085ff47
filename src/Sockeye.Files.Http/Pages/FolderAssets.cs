using Sockeye.Http.Pages;

namespace Sockeye.Files.Http.Pages;

/// <summary>Style and scripts of the folder's page. The first script imports the others.</summary>
internal static class FolderAssets
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Asset> All { get; } = EmbeddedAssets.Load(
        typeof(FolderAssets),
        [
            "folder.css", "page.js", "changes.js", "dialog.js", "dir.svg", "dom.js", "file.svg", "grid.js", "keys.js",
            "list.js", "preview.js", "remembered.js", "times.js", "upload.js", "uploads.js",
        ]);

    /// <summary>Where the style sheet is.</summary>
    public static string Style => All[0].Url;

    /// <summary>Where the script is.</summary>
    public static string Script => All[1].Url;
}
