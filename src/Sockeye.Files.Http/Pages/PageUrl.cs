using System.Diagnostics.CodeAnalysis;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Pages;

/// <summary>Where a stranger's text may lead.</summary>
/// <remarks>
/// Told apart as browsers do (WHATWG URL §4.4), but what they would mend is not taken: they drop control characters,
/// and read a backslash as a slash.
/// </remarks>
internal static class PageUrl
{
    private static readonly string[] Schemes = ["http", "https", "mailto"];

    /// <summary>Whether it is a web page, an address of mail, or relative.</summary>
    public static bool IsHarmless([NotNullWhen(true)] string? url) =>
        url is not null && IsClean(url)
        && (SchemeOf(url) is not { } scheme || Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether it is a file of this server that is a picture. With a query it may be anything.</summary>
    public static bool IsPicture([NotNullWhen(true)] string? url) =>
        url is not null && IsClean(url) && SchemeOf(url) is null && !url.StartsWith("//", StringComparison.Ordinal)
        && !url.AsSpan().ContainsAny('?', '#') && MediaType.Of(url).IsImage;

    private static bool IsClean(string url) =>
        !url.Any(letter => letter is <= ' ' or '\\' || char.IsControl(letter));

    // A colon behind the first of these is none of a scheme.
    private static string? SchemeOf(string url)
    {
        int end = url.AsSpan().IndexOfAny(":/?#");
        return end >= 0 && url[end] == ':' ? url[..end] : null;
    }
}
