namespace Sockeye.Http.Routes;

/// <summary>Which requests an endpoint answers.</summary>
/// <param name="Path">
/// As it stands in a URL, not escaped: <c>/-/healthz</c> is that path only, <c>/chat/</c> all paths below as well,
/// <c>/</c> everything, and <c>*</c> the server as a whole (RFC 9110 §9.3.7, OPTIONS). The longest that fits counts.
/// </param>
/// <param name="Endpoint">What answers them.</param>
public sealed record Route(string Path, IHttpEndpoint Endpoint);

/// <summary>Answers the requests of a route.</summary>
public interface IHttpEndpoint
{
    /// <summary>
    /// Answers a request. It has passed the guards that all requests pass: of rate, host, and pages of other sites.
    /// </summary>
    /// <remarks>
    /// Called on any thread, for many requests at once. Of a HEAD nothing is sent but the head. What is thrown is
    /// logged and told as a failure of the server; before the response has begun, as status 500.
    /// </remarks>
    /// <param name="request">The request, and its response.</param>
    Task AnswerAsync(SiteRequest request);
}
