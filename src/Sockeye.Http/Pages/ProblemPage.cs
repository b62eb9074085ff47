using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace Sockeye.Http.Pages;

/// <summary>What a person reads who does not get what was asked for.</summary>
/// <remarks>Nothing of the request is in it.</remarks>
internal static class ProblemPage
{
    public const string ContentType = "text/html; charset=utf-8";

    /// <param name="status">The status code.</param>
    /// <param name="sentence">What it means here: a text of ours.</param>
    public static string Write(int status, string sentence)
    {
        string title = HtmlEncoder.Default.Encode(ReasonPhrases.GetReasonPhrase(status));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>{HouseStyle.Head}</head>
            <body><main class="problem"><p class="status">{status}</p><h1>{title}</h1><p>{HtmlEncoder.Default.Encode(sentence)}</p>
            <p><a href="/">To the first page</a></p></main></body></html>

            """);
    }
}
