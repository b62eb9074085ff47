using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Changes;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Http.Uploads;

/// <summary>Uploads that go on after a cut, by draft-ietf-httpbis-resumable-upload (12, of July 2026).</summary>
/// <remarks>
/// The upload resource is <c>/-/upload/KEY/PATH</c>: the key is random, and counts only for the visitor who got it. One
/// connection at a time has the upload; who comes later takes it over. One that must not replace a file says so in
/// its query, <c>?new</c>: that outlasts what this server remembers.
/// </remarks>
internal static class UploadResource
{
    private const string Area = "-/upload/";
    private const string NewWord = "new";
    private const int KeyChars = 32; // 128 bits, as digits

    /// <summary>Whether a target is an upload resource.</summary>
    public static bool Covers(RequestTarget target) => target.Path.StartsWith(Area, StringComparison.Ordinal);

    /// <summary>Begins an upload: the request has told Upload-Complete.</summary>
    public static async Task CreateAsync(FolderRequest request, FileName name, Sha256Sum? sum)
    {
        UploadFields fields = FieldsOf(request.Request);
        if (fields.Offset > 0)
        {
            await Answer.TextAsync(
                request.Response, StatusCodes.Status400BadRequest, "The fields of the upload are wrong.");
            return;
        }

        if (!fields.TryTellLength(request.Request.ContentLength, out long? length))
        {
            await UploadProblem.InconsistentLengthAsync(request.Response);
            return;
        }

        string key = RandomNumberGenerator.GetHexString(KeyChars, lowercase: true);
        bool mustBeNew = PreconditionCheck.MustBeNew(request);
        string location = RequestTarget.Format($"{Area}{key}/{name.Text}") + (mustBeNew ? "?" + NewWord : "");
        var state = new UploadState(
            length, sum, MustBeNew: mustBeNew, Replaces: PreconditionCheck.Exists(request.Visit, name));
        var report = new UploadReport(request.Response, request.Use.MaxUploadBytes) { Location = location };
        var append = new UploadAppend(request, name, key, state, report);
        await append.RunAsync(fields, offset: 0, onReady: () => request.Site.SendInterimAsync(
            $"HTTP/1.1 104 Upload Resumption Supported\r\nLocation: {location}\r\n"
            + $"Upload-Limit: {UploadFields.Limit(request.Use.MaxUploadBytes)}\r\n"));
    }

    /// <summary>Answers a request for an upload resource.</summary>
    public static async Task AnswerAsync(FolderRequest request)
    {
        string[] parts = request.Target.Path[Area.Length..].Split('/', 2);
        bool isUpload = parts.Length == 2 && parts[0].Length == KeyChars && parts[0].All(char.IsAsciiHexDigitLower);
        if (!isUpload || !FileName.TryParse(parts[1], out FileName? name))
        {
            await NotFoundAsync(request);
            return;
        }

        if (!request.Visit.Visitor.May(Rights.Write, name))
            throw new FileRefusedException(FileRefusal.NotAllowed, "no right to write");

        string key = parts[0];
        UploadState? state = request.Use.Uploads.Find(IdOf(request, name, key));
        long? kept = state is { IsComplete: true } ? state.Length : request.Visit.KeptLength(name, key);
        if (state is null && kept is null)
        {
            await NotFoundAsync(request);
            return;
        }

        var report = new UploadReport(request.Response, request.Use.MaxUploadBytes)
        {
            State = state ?? new UploadState(MustBeNew: request.Asks(NewWord)),
            Offset = kept ?? 0,
        };
        await AnswerAsync(request, name, key, report);
    }

    /// <summary>What a request says of an upload.</summary>
    public static UploadFields FieldsOf(HttpRequest request) => UploadFields.Parse(
        request.Headers["Upload-Complete"], request.Headers["Upload-Offset"], request.Headers["Upload-Length"]);

    /// <summary>How an upload is remembered: its key counts for its visitor and name only.</summary>
    public static string IdOf(FolderRequest request, FileName name, string key) =>
        $"{request.Visit.Visitor.Name}\0{key}\0{name.Text}";

    private static Task AnswerAsync(FolderRequest request, FileName name, string key, UploadReport report) =>
        request.Request.Method switch
        {
            "HEAD" or "GET" => TellOffsetAsync(request, name, key, report),
            "PATCH" => AppendAsync(request, name, key, report),
            "DELETE" => CancelAsync(request, name, key, report),
            _ => NotAllowedAsync(request),
        };

    private static async Task TellOffsetAsync(FolderRequest request, FileName name, string key, UploadReport report)
    {
        if (!report.State.IsComplete)
        {
            report.Offset = await TakeOverAsync(request, name, key);
            if (request.Use.Uploads.Find(IdOf(request, name, key)) is { } now)
                report.State = now; // another request may have completed the upload meanwhile
            if (report.State.IsComplete)
                report.Offset = report.State.Length ?? 0;
        }

        request.Response.Headers.CacheControl = "no-store";
        await Answer.EmptyAsync(request.Response, StatusCodes.Status204NoContent);
    }

    // Who asks has given the old connection up: it must not write on after the answer.
    private static async Task<long> TakeOverAsync(FolderRequest request, FileName name, string key)
    {
        await using PendingUpload upload = await request.Visit.ResumeUploadAsync(name, key, null, request.Cancel);
        return upload.Length;
    }

    private static async Task AppendAsync(FolderRequest request, FileName name, string key, UploadReport report)
    {
        if (request.Request.ContentType != UploadFields.PartialUpload)
        {
            request.Response.Headers["Accept-Patch"] = UploadFields.PartialUpload;
            await Answer.TextAsync(
                request.Response, StatusCodes.Status415UnsupportedMediaType, "A part has a type of its own.");
            return;
        }

        UploadFields fields = FieldsOf(request.Request);
        UploadState state = report.State;
        if (fields is not { IsComplete: not null, Offset: { } offset })
            await Answer.TextAsync(
                request.Response, StatusCodes.Status400BadRequest, "The fields of the upload are wrong.");
        else if (state.IsComplete && request.Request.ContentLength == 0)
            await UploadProblem.CompletedAsync(request.Response);
        else if (state.IsComplete || !fields.TryTellLength(request.Request.ContentLength, out long? length)
            || (length is not null && state.Length is not null && length != state.Length))
            await UploadProblem.InconsistentLengthAsync(request.Response);
        else
            await new UploadAppend(request, name, key, state with { Length = state.Length ?? length }, report)
                .RunAsync(fields, offset, onReady: () => ValueTask.CompletedTask);
    }

    private static async Task CancelAsync(FolderRequest request, FileName name, string key, UploadReport report)
    {
        if (!report.State.IsComplete)
        {
            await using PendingUpload upload = await request.Visit.ResumeUploadAsync(name, key, null, request.Cancel);
            await upload.DiscardAsync();
        }

        request.Use.Uploads.Remove(IdOf(request, name, key));
        report.Lose();
        await Answer.EmptyAsync(request.Response, StatusCodes.Status204NoContent);
    }

    private static Task NotFoundAsync(FolderRequest request) =>
        Answer.TextAsync(request.Response, StatusCodes.Status404NotFound, "There is no such upload.");

    private static Task NotAllowedAsync(FolderRequest request)
    {
        request.Response.Headers.Allow = "HEAD, GET, PATCH, DELETE";
        return Answer.TextAsync(
            request.Response, StatusCodes.Status405MethodNotAllowed, "This method is not for an upload.");
    }
}
