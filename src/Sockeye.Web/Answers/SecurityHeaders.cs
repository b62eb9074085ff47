using Microsoft.AspNetCore.Http;

namespace Sockeye.Web.Answers;

/// <summary>What every response says to a browser.</summary>
internal static class SecurityHeaders
{
    /// <summary>Our own pages: our style, our script, nothing inline, nothing from elsewhere.</summary>
    private const string PagePolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>
    /// Files: whoever uploaded one may have put a script into it. In a sandbox it has no origin, and runs nothing.
    /// </summary>
    private const string FilePolicy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; "
        + "frame-ancestors 'none'";

    /// <summary>The same without the sandbox, in which browsers do not show PDF. Scripts are still refused.</summary>
    private const string DocumentPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

    public static void ForPage(HttpResponse response)
    {
        IHeaderDictionary fields = response.Headers;
        fields.ContentSecurityPolicy = PagePolicy;
        fields.XContentTypeOptions = "nosniff";
        fields["Referrer-Policy"] = "no-referrer";
        fields["Cross-Origin-Opener-Policy"] = "same-origin";
        fields["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    public static void ForFile(HttpResponse response, string mediaType) =>
        response.Headers.ContentSecurityPolicy = mediaType == "application/pdf" ? DocumentPolicy : FilePolicy;
}
