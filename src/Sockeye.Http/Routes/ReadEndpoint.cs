using Microsoft.AspNetCore.Http;
using Sockeye.Http.Answers;

namespace Sockeye.Http.Routes;

/// <summary>What can only be read: GET and HEAD are answered, other methods refused (405).</summary>
/// <param name="answer">Answers them.</param>
public sealed class ReadEndpoint(Func<SiteRequest, Task> answer) : IHttpEndpoint
{
    /// <inheritdoc/>
    public Task AnswerAsync(SiteRequest request) =>
        HttpMethods.IsGet(request.Request.Method) || HttpMethods.IsHead(request.Request.Method)
            ? answer(request)
            : Answer.TextAsync(request.Response, StatusCodes.Status405MethodNotAllowed, "This can only be read.");
}
