using System.Net;
using Microsoft.AspNetCore.Http;
using Sockeye.Protocols.Http;
using Sockeye.Web.Answers;
using Sockeye.Web.Pages;

namespace Sockeye.Web.Operations;

/// <summary>What is below <c>/-/</c> and needs no login: style and script of the pages, health, metrics.</summary>
/// <remarks>
/// A file of the root that is called <c>-</c> cannot be a directory here: whatever is below <c>/-/</c> is ours. Uploads
/// that go on are there too, but need their visitor.
/// </remarks>
internal sealed class ServiceArea(WebOptions options) : IDisposable
{
    private const string Area = "-/";
    private const string Health = "-/healthz";
    private const string Metrics = "-/metrics";

    private readonly MetricsReport _metrics = new();

    public static bool Covers(RequestTarget target) => target.Path == "-" || target.Path.StartsWith(
        Area, StringComparison.Ordinal);

    /// <summary>Answers; false when the request is for an upload, which is not answered here.</summary>
    public async Task<bool> TryAnswerAsync(HttpContext http, RequestTarget target)
    {
        if (Uploads.UploadResource.Covers(target))
            return false;

        bool isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (!isRead)
            await Answer.TextAsync(http.Response, StatusCodes.Status405MethodNotAllowed, "This can only be read.");
        else if (target.Path == Health)
            await Answer.TextAsync(http.Response, StatusCodes.Status200OK, "ok");
        else if (target.Path == Metrics && IsAllowed(http))
            await Answer.TextAsync(http.Response, StatusCodes.Status200OK, _metrics.Write(), MetricsReport.MediaType);
        else if (Assets.Find(target.Path) is { } asset)
            await asset.SendAsync(http);
        else
            await Answer.TextAsync(http.Response, StatusCodes.Status404NotFound, "There is nothing of that name.");
        return true;
    }

    public void Dispose() => _metrics.Dispose();

    private bool IsAllowed(HttpContext http) =>
        options.ShowsMetricsToAll || http.Connection.RemoteIpAddress is not { } address
        || IPAddress.IsLoopback(address);
}
