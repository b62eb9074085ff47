using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Sockeye.Access;
using Sockeye.Fairness;
using Sockeye.Protocols.Http;
using Sockeye.Storage;
using Sockeye.Transports;
using Sockeye.Web.Answers;
using Sockeye.Web.Changes;
using Sockeye.Web.Files;
using Sockeye.Web.Guards;
using Sockeye.Web.Hosting;
using Sockeye.Web.Operations;
using Sockeye.Web.Uploads;

namespace Sockeye.Web;

/// <summary>From a request to what answers it. The one place where a failure becomes a status.</summary>
internal sealed class Site : IDisposable
{
    private const string Methods = "GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE, MOVE, MKCOL";

    private readonly SharedFolder _folder;
    private readonly ILogger _logger;
    private readonly ClientRate _rate;
    private readonly RequestPlaces _places;
    private readonly HostGuard _hosts;
    private readonly Doorkeeper _doorkeeper;
    private readonly ServiceArea _serviceArea;

    public Site(SharedFolder folder, WebOptions options, TimeProvider time, ILogger logger)
    {
        (_folder, Options, Time, _logger) = (folder, options, time, logger);
        _rate = new ClientRate(options);
        _places = new RequestPlaces(options, time);
        _hosts = new HostGuard(options);
        _doorkeeper = new Doorkeeper(folder, options);
        _serviceArea = new ServiceArea(options);
    }

    public WebOptions Options { get; }

    public TimeProvider Time { get; }

    /// <summary>The uploads that can go on.</summary>
    public UploadTable Uploads { get; } = new();

    /// <summary>The longest file that is taken, in bytes.</summary>
    public long MaxUploadBytes => _folder.Root.MaxUploadBytes;

    public void Dispose()
    {
        _rate.Dispose();
        _serviceArea.Dispose();
    }

    /// <summary>Answers a request. Throws nothing.</summary>
    /// <returns>The access whose answer leaves with the end of the response, if there is one.</returns>
    public async Task<Transfer?> RunAsync(HttpContext http)
    {
        Transfer? sent = null;
        PeerNetwork[] peer = PeerNetwork.Of(ClientAddress.Of(http, Options).EndPoint);
        IDisposable? place = null;
        var connection = http.Features.GetRequiredFeature<StreamConnection>();
        long before = connection.BytesSent;
        try
        {
            SecurityHeaders.ForPage(http.Response);
            place = await _places.TryTakeAsync(
                http.Features.GetRequiredFeature<CarriedConnection>(), peer, http.RequestAborted);
            if (place is not null)
                await http.Features.Get<Deliveries>()!.WaitForRoomAsync(); // who waits here counts as well
            sent = place is not null ? await AdmitAsync(http) : await RefuseAsync(http.Response);
            bool hasLeft = await ResponseEnd.FlushAsync(http);
            if (hasLeft && sent is not null)
            {
                Follow(sent, http, connection, connection.BytesSent - before);
                sent = null;
            }
        }
        catch (Exception e)
        {
            sent?.Dispose();
            sent = null;
            await FailAsync(http, e);
        }
        finally
        {
            place?.Dispose();
        }

        return sent;
    }

    // What is written for a peer that has reset meanwhile, Kestrel throws away without a word.
    private static void Follow(Transfer sent, HttpContext http, StreamConnection connection, long bytes)
    {
        if (connection.EndReason == EndReason.PeerReset && bytes < sent.Moved)
        {
            sent.Report(bytes);
            sent.Dispose();
        }
        else
        {
            http.Features.Get<Deliveries>()!.Add(sent);
        }
    }

    private static async Task<Transfer?> RefuseAsync(HttpResponse response)
    {
        await Answer.LaterAsync(
            response, StatusCodes.Status503ServiceUnavailable, ClientRate.RetryAfter, "Too many requests at once.");
        return null;
    }

    private async Task<Transfer?> AdmitAsync(HttpContext http)
    {
        if (!_rate.TryTake(ClientAddress.Of(http, Options).Address))
        {
            await Answer.LaterAsync(
                http.Response, StatusCodes.Status429TooManyRequests, ClientRate.RetryAfter, "Too many requests.");
            return null;
        }

        string raw = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (raw == "*" && HttpMethods.IsOptions(http.Request.Method))
        {
            await OptionsAsync(http.Response);
            return null;
        }

        if (RequestTarget.Parse(raw) is not { } target || HasTwoLengths(http.Request) || HasEmptyHost(http.Request))
        {
            await Answer.TextAsync(http.Response, StatusCodes.Status400BadRequest, "This request is wrong.");
            return null;
        }

        if (!_hosts.IsMeant(http.Request))
        {
            await Answer.TextAsync(
                http.Response, StatusCodes.Status421MisdirectedRequest, "This server is not reached by that name.");
            return null;
        }

        if (await _serviceArea.TryAnswerAsync(http, target))
            return null;

        if (IsForeign(http.Request))
        {
            await Answer.TextAsync(
                http.Response, StatusCodes.Status403Forbidden, "A page of another site may not change anything here.");
            return null;
        }

        return await _doorkeeper.AdmitAsync(http) is { } visitor ? await ServeAsync(http, target, visitor) : null;
    }

    private async Task<Transfer?> ServeAsync(HttpContext http, RequestTarget target, Visitor visitor)
    {
        EndPoint? from = ClientAddress.Of(http, Options).EndPoint;
        FolderVisit visit = _folder.Visit(visitor, http.Features.GetRequiredFeature<StreamConnection>(), from, "http");
        Exchange? exchange = null;
        try
        {
            exchange = new Exchange(this, http, target, visit);
            await (UploadResource.Covers(target) ? UploadResource.AnswerAsync(exchange) : AnswerAsync(exchange));
            return exchange.TakeSent();
        }
        catch (FileRefusedException e)
        {
            exchange?.Fail(RefusalWords.Of(e.Refusal));
            if (e.Refusal == FileRefusal.NotAllowed && _doorkeeper.MayHelp(http, visitor) && !http.Response.HasStarted)
            {
                await _doorkeeper.AskAsync(http);
                return null;
            }

            if (exchange is not { IsLogged: true })
                Log(visit, http.Request, exchange?.Name, e.Refusal);
            throw;
        }
        catch (IOException e) when (LocalFile.IsAtFault(e))
        {
            exchange?.Fail("failed");
            throw;
        }
        finally
        {
            exchange?.Dispose();
        }
    }

    // What was refused before it began is an access all the same.
    private static void Log(FolderVisit visit, HttpRequest request, FileName? name, FileRefusal refusal)
    {
        string action = request.Method switch
        {
            "HEAD" => "head",
            "PUT" or "POST" or "PATCH" => "put",
            "DELETE" => "delete",
            "MOVE" => "move",
            "MKCOL" => "mkdir",
            _ => "get",
        };
        using Transfer record = visit.Begin(action, name);
        record.Fail(RefusalWords.Of(refusal));
    }

    private static Task AnswerAsync(Exchange exchange) => exchange.Request.Method switch
    {
        "GET" or "HEAD" => ReadAnswer.AnswerAsync(exchange),
        "PUT" => PutAnswer.AnswerAsync(exchange),
        "POST" => FormAnswer.AnswerAsync(exchange),
        "DELETE" => DeleteAnswer.AnswerAsync(exchange),
        "MOVE" => MoveAnswer.AnswerAsync(exchange),
        "MKCOL" => DirectoryAnswer.AnswerAsync(exchange),
        "OPTIONS" => exchange.Site.OptionsAsync(exchange.Response),
        _ => NotAllowedAsync(exchange.Response),
    };

    private static Task NotAllowedAsync(HttpResponse response)
    {
        response.Headers.Allow = Methods;
        return Answer.TextAsync(response, StatusCodes.Status405MethodNotAllowed, "This method is not known here.");
    }

    private Task OptionsAsync(HttpResponse response)
    {
        response.Headers.Allow = Methods;
        response.Headers.AcceptRanges = "bytes";
        response.Headers["Accept-Patch"] = UploadFields.PartialUpload;
        response.Headers["Upload-Limit"] = UploadFields.Limit(MaxUploadBytes);
        return Answer.EmptyAsync(response, StatusCodes.Status204NoContent);
    }

    // Kestrel takes the chunks and moves the number here (RFC 9112 §6.3 allows both): whoever sends both tries
    // something.
    private static bool HasTwoLengths(HttpRequest request) =>
        request.Headers.TransferEncoding.Count > 0 && request.Headers.ContainsKey("X-Content-Length");

    // No http URI is without a host (RFC 9110 §4.2.1), so no request for one is.
    private static bool HasEmptyHost(HttpRequest request) =>
        request.Headers.Host.Count > 0 && request.Host.Value is null or "";

    private static bool IsForeign(HttpRequest request)
    {
        bool isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method);
        return !isSafe && RequestSource.IsForeign(
            request.Headers["Sec-Fetch-Site"], request.Headers.Origin, request.Scheme, request.Host.Value ?? "");
    }

    private async Task FailAsync(HttpContext http, Exception failure)
    {
        string id = http.Features.Get<StreamConnection>()?.Id ?? "";
        bool isPeers = failure is BadHttpRequestException or OperationCanceledException or ConnectionResetException;
        if (failure is IOException and not ConnectionResetException and not BadHttpRequestException)
            _logger.DiskFailed(id, failure.Message);
        else if (!isPeers && failure is not FileRefusedException)
            _logger.RequestFailed(failure, id);

        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
        {
            if (!isPeers)
                http.Features.Get<StreamConnection>()?.TrySetEndReason(EndReason.LocalFailure);
            http.Abort();
            return;
        }

        await TellAsync(http, failure);
    }

    private Task TellAsync(HttpContext http, Exception failure)
    {
        http.Response.Clear();
        SecurityHeaders.ForPage(http.Response);
        if (failure is FileRefusedException { Refusal: FileRefusal.TooLarge })
            http.Response.Headers["Upload-Limit"] = UploadFields.Limit(MaxUploadBytes);
        return failure switch
        {
            FileRefusedException refused => Refusals.TellAsync(http.Response, refused.Refusal),
            BadHttpRequestException bad => Answer.TextAsync(http.Response, bad.StatusCode, "This request is wrong."),
            _ => Answer.TextAsync(
                http.Response, StatusCodes.Status500InternalServerError, "This has failed; it is our fault."),
        };
    }
}
