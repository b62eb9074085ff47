using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;

namespace Sockeye.Files.Http.Changes;

/// <summary>MKCOL: makes a directory (RFC 4918 §9.3).</summary>
internal static class DirectoryAnswer
{
    public static async Task AnswerAsync(FolderRequest request)
    {
        FileName name = request.RequireName();
        AccessEntry transfer = request.Begin("mkdir", name);
        if (request.Request.ContentLength is > 0 || request.Fields.TransferEncoding.Count > 0)
        {
            transfer.Fail("has-content");
            await Answer.TextAsync(
                request.Response, StatusCodes.Status415UnsupportedMediaType, "MKCOL takes no content.");
            return;
        }

        try
        {
            request.Visit.CreateDirectory(name);
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.Exists)
        {
            transfer.Fail(e);
            await Answer.TextAsync(request.Response, StatusCodes.Status405MethodNotAllowed, "The name is taken.");
            return;
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.NotFound)
        {
            transfer.Fail(e);
            await Answer.TextAsync(
                request.Response, StatusCodes.Status409Conflict, "The directory above it does not exist.");
            return;
        }

        transfer.Complete();
        await Answer.EmptyAsync(request.Response, StatusCodes.Status201Created);
    }
}
