namespace Sockeye.Http.Routes;

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
