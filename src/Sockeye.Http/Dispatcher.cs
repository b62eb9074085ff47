using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Sockeye.Http.Answers;
using Sockeye.Http.Guards;
using Sockeye.Http.Hosting;
using Sockeye.Http.Routes;
using Sockeye.Protocols.Http;
using Sockeye.Transports;

namespace Sockeye.Http;

/// <summary>
/// From a request through the guards to the endpoint that answers it. The one place where a failure becomes a status.
/// </summary>
internal sealed class Dispatcher(HttpSite site, HttpOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly RequestTarget WholeServer = new("", IsDirectory: true, Query: "");

    private readonly ClientRateLimiter _rate = new(options.RequestsPerSecond, options.RequestBurst);
    private readonly RequestLimit _places = new(options.MaxRequests, options.ConnectionLimit, time);
    private readonly HostGuard _hosts = new(options.MachineName, options.HostNames);

    public void Dispose() => _rate.Dispose();

    /// <summary>Answers a request. Throws nothing.</summary>
    public async Task RunAsync(KestrelRequest request)
    {
        (DefaultHttpContext http, ConnectionAdapter connection) = request;
        var client = ClientAddress.Of(http, connection.Stream.RemoteEndPoint, options.Proxies);
        IDisposable? place = null;
        try
        {
            SecurityHeaders.ForPage(http.Response);
            UpgradeAdapter.AddTo(request);
            place = await _places.TryTakeAsync(
                connection, connection.NetworksOf(client.EndPoint), http.RequestAborted);
            if (place is null)
            {
                await Answer.LaterAsync(
                    http.Response, StatusCodes.Status503ServiceUnavailable, ClientRateLimiter.RetryAfter,
                    "Too many requests at once.");
                return;
            }

            // Who waits here counts as well.
            await connection.Deliveries.WaitForRoomAsync();
            await PassGuardsAsync(request, client);
            await ResponseEnd.FlushAsync(http);
        }
        catch (Exception e)
        {
            await FailAsync(request, e);
        }
        finally
        {
            place?.Dispose();
        }
    }

    private async Task PassGuardsAsync(KestrelRequest request, ClientAddress client)
    {
        HttpContext http = request.Http;
        HttpResponse response = http.Response;
        if (!_rate.TryTake(client.Address))
        {
            await Answer.LaterAsync(
                response, StatusCodes.Status429TooManyRequests, ClientRateLimiter.RetryAfter, "Too many requests.");
            return;
        }

        string raw = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (raw == "*" && HttpMethods.IsOptions(http.Request.Method))
        {
            await AnswerAsync(site.Whole, new SiteRequest(request, WholeServer, client));
            return;
        }

        if (RequestTarget.Parse(raw) is not { } target || HasTwoLengths(http.Request) || HasEmptyHost(http.Request))
            await Answer.TextAsync(response, StatusCodes.Status400BadRequest, "This request is wrong.");
        else if (!_hosts.IsMeant(http.Request.Host, request.Connection.IsSecured))
            await Answer.TextAsync(
                response, StatusCodes.Status421MisdirectedRequest, "This server is not reached by that name.");
        else if (CrossSiteGuard.MaySend(http.Request))
            await AnswerAsync(site.Find(target), new SiteRequest(request, target, client));
        else
            await Answer.TextAsync(
                response, StatusCodes.Status403Forbidden, "A page of another site may not change anything here.");
    }

    private static Task AnswerAsync(IHttpEndpoint? endpoint, SiteRequest request) =>
        endpoint is not null
            ? endpoint.AnswerAsync(request)
            : Answer.TextAsync(request.Response, StatusCodes.Status404NotFound, "There is nothing of that name.");

    // Kestrel takes the chunks and moves the number here (RFC 9112 §6.3 allows both): whoever sends both tries
    // something.
    private static bool HasTwoLengths(HttpRequest request) =>
        request.Headers.TransferEncoding.Count > 0 && request.Headers.ContainsKey("X-Content-Length");

    // No http URI is without a host (RFC 9110 §4.2.1), so no request for one is.
    private static bool HasEmptyHost(HttpRequest request) =>
        request.Headers.Host.Count > 0 && request.Host.Value is null or "";

    private async Task FailAsync(KestrelRequest request, Exception failure)
    {
        request.Pending.HasFailed = true;
        HttpContext http = request.Http;
        StreamConnection connection = request.Connection.Stream;
        bool isPeers = failure is BadHttpRequestException or OperationCanceledException or ConnectionResetException;
        if (!isPeers)
            logger.RequestFailed(failure, connection.Id);
        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
        {
            if (!isPeers)
                connection.TrySetEndReason(EndReason.LocalFailure);
            http.Abort();
            return;
        }

        int status = (failure as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError;
        await Answer.FailureAsync(http.Response, status);
    }
}
