using System.Security.Cryptography;

namespace Sockeye.Files.Http.Pages;

/// <summary>
/// Style and script of the pages, under names that change with their content: browsers keep them for ever.
/// </summary>
internal static class Assets
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Asset> All { get; } =
        [Load("page.css", "text/css"), Load("page.js", "text/javascript")];

    /// <summary>Where the style sheet is.</summary>
    public static string Style => All[0].Url;

    /// <summary>Where the script is.</summary>
    public static string Script => All[1].Url;

    private static Asset Load(string name, string mediaType)
    {
        using Stream stream = typeof(Assets).Assembly.GetManifestResourceStream(typeof(Assets), "Assets." + name)
            ?? throw new InvalidOperationException($"{name} is not part of the assembly");
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        string version = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
        return new Asset($"/-/{version}/{name}", $"{mediaType}; charset=utf-8", content);
    }
}
