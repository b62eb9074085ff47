using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Uploads;

/// <summary>POST of a form with files (RFC 7578) to a directory: what a browser does without a script.</summary>
/// <remarks>
/// Files are written as they come. Each is published when it is whole, so those before a cut stay. A file replaces
/// another only if a field <c>replace</c> stands before it; else it is left out, and the answer says so.
/// </remarks>
internal static class FormAnswer
{
    private const int MaxBoundaryChars = 70; // RFC 2046 §5.1.1
    private const int MaxPartHeaders = 16; // browsers send two
    private const int MaxPartHeaderBytes = 8 * 1024; // a name of 4,095 bytes, escaped

    public static async Task AnswerAsync(FolderRequest request)
    {
        if (UploadResource.FieldsOf(request.Request).IsComplete is not null && request.Name is { } name)
        {
            await UploadResource.CreateAsync(request, name, null);
            return;
        }

        if (Boundary(request.Request.ContentType) is not { } boundary)
        {
            await Answer.TextAsync(
                request.Response, StatusCodes.Status415UnsupportedMediaType, "POST takes a form with files.");
            return;
        }

        if (!request.Visit.Visitor.May(Rights.Write, request.Name))
            throw new FileRefusedException(FileRefusal.NotAllowed, "no right to write");

        int taken;
        try
        {
            taken = await TakeAsync(request, boundary);
        }
        catch (Exception e) when (IsNoForm(e))
        {
            throw new BadHttpRequestException("the form breaks its rules", StatusCodes.Status400BadRequest, e);
        }

        if (taken > 0)
        {
            await Answer.TextAsync(
                request.Response, StatusCodes.Status409Conflict,
                "There are files of these names already, which were not replaced. Any others have been added.");
            return;
        }

        await Answer.ElsewhereAsync(
            request.Response, StatusCodes.Status303SeeOther,
            RequestTarget.Format(request.Target.Path, isDirectory: true) + (request.Use.ServesIndex ? "?list" : ""));
    }

    /// <returns>How many files were left out because their names are taken.</returns>
    private static async Task<int> TakeAsync(FolderRequest request, string boundary)
    {
        var form = new MultipartReader(boundary, request.Request.Body)
        {
            HeadersCountLimit = MaxPartHeaders,
            HeadersLengthLimit = MaxPartHeaderBytes,
        };
        (int taken, bool mayReplace) = (0, false);
        for (int files = 0; await form.ReadNextSectionAsync(request.Cancel) is { } part;)
        {
            mayReplace |= IsReplaceField(part);
            if (FileNameOf(part) is not { Length: > 0 } given)
                continue; // another field, or a picker in which nothing was chosen
            if (++files > request.Use.MaxFormFiles)
                throw new FileRefusedException(FileRefusal.TooLarge, "too many files in one form");

            FileName name = FileName.Parse(Below(request.Target.Path, given));
            taken += await TryTakeAsync(request, name, part.Body, mayReplace) ? 0 : 1;
        }

        return taken;
    }

    private static async Task<bool> TryTakeAsync(FolderRequest request, FileName name, Stream content, bool mayReplace)
    {
        AccessEntry transfer = request.Begin("put", name);
        try
        {
            await using PendingUpload upload = request.Visit.CreateUpload(name, mayReplace: mayReplace);
            long received = await UploadContent.ReceiveAsync(
                PipeReader.Create(content, new StreamPipeReaderOptions(leaveOpen: true)),
                upload, long.MaxValue, transfer, request.Cancel);
            using (request.Working())
                await upload.PublishAsync(received, null, null, request.Cancel);
            transfer.Complete(received);
            return true;
        }
        catch (FileRefusedException e)
        {
            transfer.Fail(e);
            if (e.Refusal == FileRefusal.Exists)
                return false;
            throw PutAnswer.Meaning(e);
        }
    }

    // One that ends before its time is an IOException as well, and must stay apart from our disk and a lost peer.
    private static bool IsNoForm(Exception failure) =>
        failure is InvalidDataException
        || failure is IOException and not (ConnectionResetException or BadHttpRequestException or LocalFileException);

    private static string? Boundary(string? contentType)
    {
        bool isForm = MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        string boundary = isForm ? HeaderUtilities.RemoveQuotes(type!.Boundary).Value ?? "" : "";
        return boundary.Length is > 0 and <= MaxBoundaryChars ? boundary : null;
    }

    private static bool IsReplaceField(MultipartSection part) =>
        ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out ContentDispositionHeaderValue? disposition)
            && disposition.IsFormDisposition() && HeaderUtilities.RemoveQuotes(disposition.Name) == "replace";

    private static string? FileNameOf(MultipartSection part) =>
        ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out ContentDispositionHeaderValue? disposition)
            && disposition.IsFileDisposition()
            ? HeaderUtilities.RemoveQuotes(
                disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value
            : null;

    // Some browsers have sent the path on the user's machine: only its last part is a name (RFC 7578 §4.2).
    private static string Below(string directory, string given)
    {
        string last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        return directory.Length == 0 ? last : $"{directory}/{last}";
    }
}
