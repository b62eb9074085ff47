using Microsoft.AspNetCore.Http;
using Sockeye.Http.Answers;
using Sockeye.Http.Routes;
using Sockeye.Serving;

namespace Sockeye.Http.Operations;

/// <summary>How the server is, for who runs it: <c>/-/healthz</c> and <c>/-/metrics</c>. They need no login.</summary>
/// <param name="metrics">What the servers measure.</param>
/// <param name="showsMetricsToAll">Whether other machines may read the metrics, and not only this one.</param>
public sealed class OperationsRoutes(ServerMetrics metrics, bool showsMetricsToAll) : IDisposable
{
    private readonly MetricsReport _metrics = new(metrics);

    /// <summary>Both, for an <see cref="HttpSite"/>.</summary>
    public IReadOnlyList<Route> Routes =>
    [
        new("/-/healthz", new ReadEndpoint(TellHealthAsync)),
        new("/-/metrics", new ReadEndpoint(TellMetricsAsync)),
    ];

    /// <inheritdoc/>
    public void Dispose() => _metrics.Dispose();

    private static Task TellHealthAsync(SiteRequest request) =>
        Answer.TextAsync(request.Response, StatusCodes.Status200OK, "ok");

    private Task TellMetricsAsync(SiteRequest request) =>
        showsMetricsToAll || request.Client.IsHere
            ? Answer.TextAsync(request.Response, StatusCodes.Status200OK, _metrics.Write(), MetricsReport.MediaType)
            : Answer.TextAsync(request.Response, StatusCodes.Status404NotFound, "There is nothing of that name.");
}
