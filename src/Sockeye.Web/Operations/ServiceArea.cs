using Microsoft.AspNetCore.Http;
using Sockeye.Protocols.Http;
using Sockeye.Web.Answers;
using Sockeye.Web.Guards;
using Sockeye.Web.Pages;

namespace Sockeye.Web.Operations;

/// <summary>What of <c>/-/</c> is ours and needs no login: style and script of the pages, health, metrics.</summary>
/// <remarks>
/// Uploads that go on are there too, but need their visitor. All other names there are those of a directory that is
/// called <c>-</c>; what has one of our names in it cannot be reached.
/// </remarks>
internal sealed class ServiceArea(WebOptions options) : IDisposable
{
    private const string Area = "-/";
    private const string Health = "-/healthz";
    private const string Metrics = "-/metrics";

    private readonly MetricsReport _metrics = new();

    /// <summary>Answers; false when the request is for nothing of ours.</summary>
    public async Task<bool> TryAnswerAsync(HttpContext http, RequestTarget target)
    {
        if (!target.Path.StartsWith(Area, StringComparison.Ordinal))
            return false;

        Asset? asset = Assets.Find(target.Path);
        if (asset is null && target.Path is not (Health or Metrics))
            return false;

        bool isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (!isRead)
            await Answer.TextAsync(http.Response, StatusCodes.Status405MethodNotAllowed, "This can only be read.");
        else if (target.Path == Health)
            await Answer.TextAsync(http.Response, StatusCodes.Status200OK, "ok");
        else if (target.Path == Metrics && IsAllowed(http))
            await Answer.TextAsync(http.Response, StatusCodes.Status200OK, _metrics.Write(), MetricsReport.MediaType);
        else if (asset is not null)
            await asset.SendAsync(http);
        else
            await Answer.TextAsync(http.Response, StatusCodes.Status404NotFound, "There is nothing of that name.");
        return true;
    }

    public void Dispose() => _metrics.Dispose();

    private bool IsAllowed(HttpContext http) =>
        options.ShowsMetricsToAll || ClientAddress.Of(http, options).IsHere;
}
