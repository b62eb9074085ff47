namespace Sockeye.Http.Pages;

/// <summary>What all pages of a server look like: colours, links, buttons, and the icon. Every site has it.</summary>
public static class HouseStyle
{
    /// <summary>Where the icon is.</summary>
    public static string Icon => All[1].Url;

    /// <summary>The style sheet and the icon, as elements of a page's head.</summary>
    public static string Head =>
        $"<link rel=\"icon\" type=\"image/svg+xml\" href=\"{Icon}\"><link rel=\"stylesheet\" href=\"{All[0].Url}\">";

    internal static IReadOnlyList<Asset> All { get; } =
        EmbeddedAssets.Load(typeof(HouseStyle), ["house.css", "icon.svg"]);
}
