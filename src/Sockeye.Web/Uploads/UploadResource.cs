using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Sockeye.Access;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;
using Sockeye.Storage;
using Sockeye.Web.Answers;
using Sockeye.Web.Changes;
using Sockeye.Web.Hosting;

namespace Sockeye.Web.Uploads;

/// <summary>Uploads that go on after a cut, by draft-ietf-httpbis-resumable-upload (12, of July 2026).</summary>
/// <remarks>
/// The upload resource is <c>/-/upload/KEY/PATH</c>: the key is random, and counts only for the visitor who got it. One
/// connection at a time has the upload; who comes later takes it over.
/// </remarks>
internal static class UploadResource
{
    private const string Area = "-/upload/";
    private const int KeyChars = 32; // 128 bits, as digits

    /// <summary>Whether a target is an upload resource.</summary>
    public static bool Covers(RequestTarget target) => target.Path.StartsWith(Area, StringComparison.Ordinal);

    /// <summary>Begins an upload: the request has told Upload-Complete.</summary>
    public static async Task CreateAsync(Exchange exchange, FileName name, Sha256Sum? sum)
    {
        UploadFields fields = FieldsOf(exchange.Request);
        if (fields.Offset > 0)
        {
            await Answer.TextAsync(
                exchange.Response, StatusCodes.Status400BadRequest, "The fields of the upload are wrong.");
            return;
        }

        if (!fields.TryTellLength(exchange.Request.ContentLength, out long? length))
        {
            await UploadProblem.InconsistentLengthAsync(exchange.Response);
            return;
        }

        string key = RandomNumberGenerator.GetHexString(KeyChars, lowercase: true);
        string location = RequestTarget.Format($"{Area}{key}/{name.Text}");
        var state = new UploadState(
            length, sum, MustBeNew: Present.MustBeNew(exchange), Replaces: Present.Exists(exchange.Visit, name));
        var report = new UploadReport(exchange.Response, exchange.Site.MaxUploadBytes) { Location = location };
        var append = new UploadAppend(exchange, name, key, state, report);
        await append.RunAsync(fields, offset: 0, onReady: () => InterimOutput.SendAsync(
            exchange.Http,
            $"HTTP/1.1 104 Upload Resumption Supported\r\nLocation: {location}\r\n"
            + $"Upload-Limit: {UploadFields.Limit(exchange.Site.MaxUploadBytes)}\r\n"));
    }

    /// <summary>Answers a request for an upload resource.</summary>
    public static async Task AnswerAsync(Exchange exchange)
    {
        string[] parts = exchange.Target.Path[Area.Length..].Split('/', 2);
        bool isUpload = parts.Length == 2 && parts[0].Length == KeyChars && parts[0].All(char.IsAsciiHexDigitLower);
        if (!isUpload || !FileName.TryParse(parts[1], out FileName? name))
        {
            await NotFoundAsync(exchange);
            return;
        }

        if (!exchange.Visit.Visitor.May(Rights.Write, name))
            throw new FileRefusedException(FileRefusal.NotAllowed, "no right to write");

        string key = parts[0];
        UploadState? state = exchange.Site.Uploads.Find(IdOf(exchange, name, key));
        long? kept = state is { IsComplete: true } ? state.Length : exchange.Visit.KeptLength(name, key);
        if (state is null && kept is null)
        {
            await NotFoundAsync(exchange);
            return;
        }

        var report = new UploadReport(exchange.Response, exchange.Site.MaxUploadBytes)
        {
            State = state ?? new UploadState(),
            Offset = kept ?? 0,
        };
        await AnswerAsync(exchange, name, key, report);
    }

    /// <summary>What a request says of an upload.</summary>
    public static UploadFields FieldsOf(HttpRequest request) => UploadFields.Parse(
        request.Headers["Upload-Complete"], request.Headers["Upload-Offset"], request.Headers["Upload-Length"]);

    /// <summary>How an upload is remembered: its key counts for its visitor and name only.</summary>
    public static string IdOf(Exchange exchange, FileName name, string key) =>
        $"{exchange.Visit.Visitor.Name}\0{key}\0{name.Text}";

    private static Task AnswerAsync(Exchange exchange, FileName name, string key, UploadReport report) =>
        exchange.Request.Method switch
        {
            "HEAD" or "GET" => TellOffsetAsync(exchange, name, key, report),
            "PATCH" => AppendAsync(exchange, name, key, report),
            "DELETE" => CancelAsync(exchange, name, key, report),
            _ => NotAllowedAsync(exchange),
        };

    private static async Task TellOffsetAsync(Exchange exchange, FileName name, string key, UploadReport report)
    {
        if (!report.State.IsComplete)
        {
            report.Offset = await TakeOverAsync(exchange, name, key);
            if (exchange.Site.Uploads.Find(IdOf(exchange, name, key)) is { } now)
                report.State = now; // it may have been done meanwhile
            if (report.State.IsComplete)
                report.Offset = report.State.Length ?? 0;
        }

        exchange.Response.Headers.CacheControl = "no-store";
        await Answer.EmptyAsync(exchange.Response, StatusCodes.Status204NoContent);
    }

    // Who asks has given the old connection up: it must not write on after the answer.
    private static async Task<long> TakeOverAsync(Exchange exchange, FileName name, string key)
    {
        await using PendingUpload upload = await exchange.Visit.ResumeUploadAsync(name, key, null, exchange.Cancel);
        return upload.Length;
    }

    private static async Task AppendAsync(Exchange exchange, FileName name, string key, UploadReport report)
    {
        if (exchange.Request.ContentType != UploadFields.PartialUpload)
        {
            exchange.Response.Headers["Accept-Patch"] = UploadFields.PartialUpload;
            await Answer.TextAsync(
                exchange.Response, StatusCodes.Status415UnsupportedMediaType, "A part has a type of its own.");
            return;
        }

        UploadFields fields = FieldsOf(exchange.Request);
        UploadState state = report.State;
        if (fields is not { IsComplete: not null, Offset: { } offset })
            await Answer.TextAsync(
                exchange.Response, StatusCodes.Status400BadRequest, "The fields of the upload are wrong.");
        else if (state.IsComplete && exchange.Request.ContentLength == 0)
            await UploadProblem.CompletedAsync(exchange.Response);
        else if (state.IsComplete || !fields.TryTellLength(exchange.Request.ContentLength, out long? length)
            || (length is not null && state.Length is not null && length != state.Length))
            await UploadProblem.InconsistentLengthAsync(exchange.Response);
        else
            await new UploadAppend(exchange, name, key, state with { Length = state.Length ?? length }, report)
                .RunAsync(fields, offset, onReady: () => ValueTask.CompletedTask);
    }

    private static async Task CancelAsync(Exchange exchange, FileName name, string key, UploadReport report)
    {
        if (!report.State.IsComplete)
        {
            await using PendingUpload upload = await exchange.Visit.ResumeUploadAsync(name, key, null, exchange.Cancel);
            await upload.DiscardAsync();
        }

        exchange.Site.Uploads.Remove(IdOf(exchange, name, key));
        report.Lose();
        await Answer.EmptyAsync(exchange.Response, StatusCodes.Status204NoContent);
    }

    private static Task NotFoundAsync(Exchange exchange) =>
        Answer.TextAsync(exchange.Response, StatusCodes.Status404NotFound, "There is no such upload.");

    private static Task NotAllowedAsync(Exchange exchange)
    {
        exchange.Response.Headers.Allow = "HEAD, GET, PATCH, DELETE";
        return Answer.TextAsync(
            exchange.Response, StatusCodes.Status405MethodNotAllowed, "This method is not for an upload.");
    }
}
