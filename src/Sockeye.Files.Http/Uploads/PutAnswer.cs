using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Changes;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Http.Uploads;

/// <summary>PUT: takes a file (RFC 9110 §9.3.4). With Upload-Complete it begins an upload that can go on.</summary>
internal static class PutAnswer
{
    public static async Task AnswerAsync(FolderRequest request)
    {
        FileName name = request.RequireName();
        // A part by Content-Range is refused: RFC 9110 §14.5.
        if (request.Target.IsDirectory || request.Fields.ContentRange.Count > 0)
        {
            await Answer.TextAsync(request.Response, StatusCodes.Status400BadRequest, "PUT takes a whole file.");
            return;
        }

        if (!DigestField.TryParse(request.Fields["Repr-Digest"], out Sha256Sum? sum))
        {
            await Answer.TextAsync(request.Response, StatusCodes.Status400BadRequest, "Repr-Digest is wrong.");
            return;
        }

        if (!request.Visit.Visitor.May(Rights.Write, name))
            throw new FileRefusedException(FileRefusal.NotAllowed, "no right to write");
        if (await PreconditionCheck.EvaluateAsync(request, name) == Verdict.Failed)
        {
            await Answer.TextAsync(
                request.Response, StatusCodes.Status412PreconditionFailed, "It is not in that state.");
            return;
        }

        if (UploadResource.FieldsOf(request.Request).IsComplete is not null)
            await UploadResource.CreateAsync(request, name, sum);
        else
            await TakeAsync(request, name, sum);
    }

    private static async Task TakeAsync(FolderRequest request, FileName name, Sha256Sum? sum)
    {
        long? length = request.Request.ContentLength;
        bool mustBeNew = PreconditionCheck.MustBeNew(request);
        bool replaces = PreconditionCheck.Exists(request.Visit, name);
        AccessEntry transfer = request.Begin("put", name, length);
        try
        {
            await using PendingUpload upload = request.Visit.CreateUpload(name, length, mayReplace: !mustBeNew);
            long received = await UploadContent.ReceiveAsync(
                request.Request.BodyReader, upload, long.MaxValue, transfer, request.Cancel);
            using (request.Working())
                await upload.PublishAsync(length ?? received, sum, null, request.Cancel);
            transfer.Complete(received);
        }
        catch (FileRefusedException e)
        {
            transfer.Fail(e);
            if (mustBeNew && e.Refusal == FileRefusal.Exists)
            {
                await PreconditionCheck.NotNewAsync(request);
                return;
            }

            throw Meaning(e);
        }

        request.Response.Headers.Location = RequestTarget.Format(name.Text);
        await Answer.EmptyAsync(
            request.Response, replaces ? StatusCodes.Status204NoContent : StatusCodes.Status201Created);
    }

    /// <summary>A directory that is missing is a conflict, not a missing file (RFC 4918 §9.7.1).</summary>
    public static FileRefusedException Meaning(FileRefusedException refused) =>
        refused.Refusal == FileRefusal.NotFound
            ? new FileRefusedException(FileRefusal.Exists, refused.Message, refused)
            : refused;
}
