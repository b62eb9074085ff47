using Microsoft.AspNetCore.Http;

namespace Sockeye.Files.Http.Answers;

/// <summary>What a browser may do with a file of somebody's.</summary>
internal static class FilePolicy
{
    /// <summary>
    /// Files: whoever uploaded one may have put a script into it. In a sandbox it has no origin, and runs nothing.
    /// </summary>
    private const string SandboxPolicy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; "
        + "frame-ancestors 'none'";

    /// <summary>The same without the sandbox, in which browsers do not show PDF. Scripts are still refused.</summary>
    private const string DocumentPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

    public static void Set(HttpResponse response, string mediaType) =>
        response.Headers.ContentSecurityPolicy = mediaType == "application/pdf" ? DocumentPolicy : SandboxPolicy;
}
