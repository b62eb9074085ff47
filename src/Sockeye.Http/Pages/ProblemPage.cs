using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Sockeye.Http.Pages;

/// <summary>What a person reads who does not get what was asked for.</summary>
/// <remarks>Nothing of the request is in it.</remarks>
internal static class ProblemPage
{
    public const string ContentType = "text/html; charset=utf-8";

    /// <param name="status">The status code.</param>
    /// <param name="sentence">What it means here: a text of ours.</param>
    /// <param name="request">What was asked for: only how deep it lies counts.</param>
    public static string Write(int status, string sentence, HttpRequest request)
    {
        string title = HtmlEncoder.Default.Encode(ReasonPhrases.GetReasonPhrase(status));
        string folder = FolderOf(request) is { } way ? $"<a href=\"{way}\">To the folder</a> &#xb7; " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>{HouseStyle.Head}</head>
            <body><main class="problem"><p class="status">{status}</p><h1>{title}</h1>
            <p>{HtmlEncoder.Default.Encode(sentence)}</p>
            <p>{folder}<a href="/">To the first page</a></p></main></body></html>

            """);
    }

    // From a form to where it stands; from what was to be read to what it is in. Null where that is the first page.
    private static string? FolderOf(HttpRequest request)
    {
        string path = request.Path.Value ?? "/";
        bool isFolder = path.EndsWith('/');
        bool staysInFolder = !isFolder || HttpMethods.IsPost(request.Method);
        int depth = path.TrimEnd('/').Count('/') - (staysInFolder && isFolder ? 0 : 1);
        return depth < 1 ? null : staysInFolder ? "./" : "../";
    }
}
