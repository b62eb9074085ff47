using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Answers;
using Sockeye.Files.Http.Changes;
using Sockeye.Files.Http.Files;
using Sockeye.Files.Http.Logins;
using Sockeye.Files.Http.Pages;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Http.Uploads;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;
using Sockeye.Http.Routes;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http;

/// <summary>
/// A folder as a site: its files and pages, everything that changes them, and what its pages are made with.
/// </summary>
/// <remarks>
/// Names below <c>/-/</c> are those of a directory that is called <c>-</c>, but for what has one of our names: the
/// pages' style and script, and uploads that go on. Safe from any thread.
/// </remarks>
public sealed class FolderSite : IHttpEndpoint
{
    private readonly SharedFolder _folder;
    private readonly ILogger _logger;
    private readonly BasicAuthentication _authentication;
    private readonly DeviceLogins? _devices;
    private readonly FolderUse _use;

    /// <summary>Serves the folder.</summary>
    /// <param name="folder">The files, and who may do what with them.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="logger">Where failures of ours are told; null for nowhere.</param>
    public FolderSite(
        SharedFolder folder, FolderSiteOptions? options = null, TimeProvider? time = null, ILogger? logger = null)
    {
        options ??= new FolderSiteOptions();
        (_folder, _logger) = (folder, logger ?? NullLogger.Instance);
        _authentication = new BasicAuthentication(folder, options.AllowsPlainLogin);
        if (options.DeviceKey is { } key)
            _devices = new DeviceLogins(folder, key);
        _use = new FolderUse
        {
            Time = time ?? TimeProvider.System,
            MaxUploadBytes = folder.Root.MaxUploadBytes,
            MaxCompressedBytes = options.MaxCompressedBytes,
            MaxFormFiles = options.MaxFormFiles,
            TemporaryDirectory = options.TemporaryDirectory,
            Title = options.Title,
            ServesIndex = options.ServesIndex,
        };
        Routes =
        [
            new Route("/", this),
            new Route("*", new MethodsEndpoint(_use.MaxUploadBytes)),
            .. FolderAssets.All.Select(
                asset => new Route(asset.Url, new ReadEndpoint(request => asset.SendAsync(request.Http)))),
        ];
    }

    /// <summary>All of it, for an <see cref="HttpSite"/>.</summary>
    public IReadOnlyList<Route> Routes { get; }

    /// <inheritdoc/>
    public async Task AnswerAsync(SiteRequest request)
    {
        if (_devices is not null && _authentication.MayLogIn(request) && await _devices.TryAnswerAsync(request))
            return;
        if (await AdmitAsync(request) is not { } visitor)
            return;

        FolderVisit visit = _folder.Visit(visitor, request.Connection, request.Client.EndPoint, "http");
        try
        {
            await AnswerAsync(request, visit);
        }
        catch (FileRefusedException e) when (!request.IsOver)
        {
            if (e.Refusal == FileRefusal.NotAllowed && _authentication.MayHelp(request, visitor))
                await _authentication.AskAsync(request);
            else
                await TellAsync(request, e.Refusal);
        }
        catch (Exception e) when (IsOurs(e))
        {
            if (e is not FileRefusedException)
                _logger.DiskFailed(request.Connection.Id, e.Message);
            if (request.IsOver)
                request.BreakOff();
            else
                await Answer.FailureAsync(request.Response, StatusCodes.Status500InternalServerError);
        }
    }

    // Who says a name and a password means these, whatever the browser has kept.
    private async ValueTask<Visitor?> AdmitAsync(SiteRequest request)
    {
        bool saysName = !string.IsNullOrEmpty(request.Fields.Authorization);
        Visitor? known = saysName ? null : _devices?.Recognise(request);
        return known ?? await _authentication.AdmitAsync(request);
    }

    private async Task AnswerAsync(SiteRequest request, FolderVisit visit)
    {
        FolderRequest? asked = null;
        try
        {
            asked = new FolderRequest(_use, request, visit);
            await (UploadResource.Covers(request.Target) ? UploadResource.AnswerAsync(asked) : AnswerAsync(asked));
            if (asked.TakeSent() is { } sent)
                request.Follow(sent);
        }
        catch (FileRefusedException e)
        {
            asked?.Fail(e);
            bool mayHelp = e.Refusal == FileRefusal.NotAllowed && _authentication.MayHelp(request, visit.Visitor);
            if (asked is not { IsLogged: true } && (!mayHelp || request.Response.HasStarted))
                Log(visit, request.Request, asked?.Name, e.Refusal);
            throw;
        }
        catch (LocalFileException e)
        {
            asked?.Fail(e);
            throw;
        }
        finally
        {
            asked?.Dispose();
        }
    }

    private static bool IsOurs(Exception failure) =>
        failure is FileRefusedException
        or (IOException and not ConnectionResetException and not BadHttpRequestException);

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
        using AccessEntry record = visit.Begin(action, name);
        record.Fail(FailureWords.Of(refusal));
    }

    private static Task AnswerAsync(FolderRequest request) => request.Request.Method switch
    {
        "GET" or "HEAD" => ReadAnswer.AnswerAsync(request),
        "PUT" => PutAnswer.AnswerAsync(request),
        "POST" => FormAnswer.AnswerAsync(request),
        "DELETE" => DeleteAnswer.AnswerAsync(request),
        "MOVE" => MoveAnswer.AnswerAsync(request),
        "MKCOL" => DirectoryAnswer.AnswerAsync(request),
        "OPTIONS" => MethodsEndpoint.AnswerAsync(request.Response, request.Use.MaxUploadBytes),
        _ => MethodsEndpoint.RefuseAsync(request.Response),
    };

    private Task TellAsync(SiteRequest request, FileRefusal refusal)
    {
        request.Response.Clear();
        SecurityHeaders.ForPage(request.Response);
        if (refusal == FileRefusal.TooLarge)
            request.Response.Headers["Upload-Limit"] = UploadFields.Limit(_use.MaxUploadBytes);
        return RefusalStatus.TellAsync(request.Response, refusal);
    }
}
