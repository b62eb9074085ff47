using Microsoft.AspNetCore.Http;

namespace Sockeye.Http.Answers;

/// <summary>What every response says to a browser.</summary>
public static class SecurityHeaders
{
    /// <summary>Our own pages: our style, our script, nothing inline, nothing from elsewhere.</summary>
    private const string PagePolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sets them, as for a page of ours: what shows something else sets its own policy afterwards.</summary>
    public static void ForPage(HttpResponse response)
    {
        IHeaderDictionary fields = response.Headers;
        fields.ContentSecurityPolicy = PagePolicy;
        fields.XContentTypeOptions = "nosniff";
        fields["Referrer-Policy"] = "no-referrer";
        fields["Cross-Origin-Opener-Policy"] = "same-origin";
        fields["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
