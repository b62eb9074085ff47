using Microsoft.AspNetCore.Http;

namespace Sockeye.Http.Hosting;

/// <summary>The request under way, and what carries it. A connection keeps it for its next request.</summary>
/// <remarks>
/// What a connection has is at hand here: asking the features of a request for it by type, as ASP.NET Core has them,
/// goes through all of Kestrel's own first.
/// </remarks>
/// <param name="Http">Request and response.</param>
/// <param name="Connection">On which it came; one of HTTP/2 carries several at once.</param>
internal sealed record KestrelRequest(DefaultHttpContext Http, ConnectionAdapter Connection)
{
    /// <summary>The answer that leaves with its end.</summary>
    public PendingAnswer Pending { get; } = new();
}
