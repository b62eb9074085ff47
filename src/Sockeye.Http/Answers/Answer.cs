using System.Text;
using Microsoft.AspNetCore.Http;
using Sockeye.Http.Pages;
using Sockeye.Protocols.Http;

namespace Sockeye.Http.Answers;

/// <summary>Short answers. The texts are ours: nothing of the request is in them.</summary>
public static class Answer
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>An answer without content.</summary>
    public static Task EmptyAsync(HttpResponse response, int status)
    {
        response.StatusCode = status;
        if (status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
            response.ContentLength = 0;
        return Task.CompletedTask;
    }

    /// <summary>A status and a sentence; of a failure a page, for who asks for one.</summary>
    /// <param name="response">The response.</param>
    /// <param name="status">The status code.</param>
    /// <param name="text">The sentence.</param>
    /// <param name="type">As it stands in Content-Type. What is no plain text is sent as it is.</param>
    public static async Task TextAsync(HttpResponse response, int status, string text, string type = PlainText)
    {
        HttpRequest request = response.HttpContext.Request;
        bool isPage = status >= StatusCodes.Status400BadRequest && type == PlainText
            && AcceptType.PrefersHtml(request.Headers.Accept);
        if (isPage)
            (text, type) = (ProblemPage.Write(status, text, request), ProblemPage.ContentType);
        byte[] bytes = Encoding.UTF8.GetBytes(text.EndsWith('\n') ? text : text + '\n');
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
            await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted);
    }

    /// <summary>Try again then.</summary>
    public static Task LaterAsync(HttpResponse response, int status, TimeSpan after, string text)
    {
        response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(
            System.Globalization.CultureInfo.InvariantCulture);
        return TextAsync(response, status, text);
    }

    /// <summary>The request was wrong, or we have failed. What the response had until now is dropped.</summary>
    /// <param name="response">The response; it must not have begun.</param>
    /// <param name="status">400 and more, or 500 and more.</param>
    public static Task FailureAsync(HttpResponse response, int status)
    {
        response.Clear();
        SecurityHeaders.ForPage(response);
        return TextAsync(
            response, status,
            status < StatusCodes.Status500InternalServerError
                ? "This request is wrong."
                : "This has failed; it is our fault.");
    }

    /// <summary>It is somewhere else.</summary>
    /// <param name="response">The response.</param>
    /// <param name="status">Which kind of redirection.</param>
    /// <param name="path">A path on this server, escaped.</param>
    public static Task ElsewhereAsync(HttpResponse response, int status, string path)
    {
        response.Headers.Location = path;
        return EmptyAsync(response, status);
    }
}
