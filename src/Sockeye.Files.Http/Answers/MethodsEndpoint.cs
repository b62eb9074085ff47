using Microsoft.AspNetCore.Http;
using Sockeye.Http.Answers;
using Sockeye.Http.Routes;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Answers;

/// <summary>Tells which methods the folder knows (RFC 9110 §9.3.7), and what uploads may be.</summary>
/// <param name="maxUploadBytes">The longest file that is taken.</param>
internal sealed class MethodsEndpoint(long maxUploadBytes) : IHttpEndpoint
{
    private const string Methods = "GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE, MOVE, MKCOL";

    public Task AnswerAsync(SiteRequest request) => AnswerAsync(request.Response, maxUploadBytes);

    public static Task AnswerAsync(HttpResponse response, long maxUploadBytes)
    {
        response.Headers.Allow = Methods;
        response.Headers.AcceptRanges = "bytes";
        response.Headers["Accept-Patch"] = UploadFields.PartialUpload;
        response.Headers["Upload-Limit"] = UploadFields.Limit(maxUploadBytes);
        return Answer.EmptyAsync(response, StatusCodes.Status204NoContent);
    }

    /// <summary>For a method that is none of them.</summary>
    public static Task RefuseAsync(HttpResponse response)
    {
        response.Headers.Allow = Methods;
        return Answer.TextAsync(response, StatusCodes.Status405MethodNotAllowed, "This method is not known here.");
    }
}
