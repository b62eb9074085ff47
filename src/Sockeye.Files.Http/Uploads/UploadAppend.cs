using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Changes;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Uploads;

/// <summary>One request that brings a part of an upload, the first or a later one.</summary>
/// <param name="request">The request.</param>
/// <param name="name">The file it is to become.</param>
/// <param name="key">The upload's key.</param>
/// <param name="state">What was told before.</param>
/// <param name="report">Is told how far the upload comes.</param>
internal sealed class UploadAppend(
    FolderRequest request, FileName name, string key, UploadState state, UploadReport report)
{
    private readonly string _id = UploadResource.IdOf(request, name, key);

    /// <summary>Takes the part; with the last one the file is published.</summary>
    /// <param name="fields">What the request says.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="onReady">Is called when the part can come.</param>
    public async Task RunAsync(UploadFields fields, long offset, Func<ValueTask> onReady)
    {
        AccessEntry transfer = request.Begin("put", name, request.Request.ContentLength);
        report.State = state;
        try
        {
            await using PendingUpload upload =
                await request.Visit.ResumeUploadAsync(
                    name, key, state.Length, request.Cancel, mayReplace: !state.MustBeNew);
            report.Offset = upload.Length;
            if (upload.Length != offset)
            {
                transfer.Fail("wrong-offset");
                await UploadProblem.MismatchingOffsetAsync(request.Response, upload.Length, offset);
                return;
            }

            request.Use.Uploads.Set(_id, state);
            await onReady();
            if (await TryReceiveAsync(upload, transfer) is { } received)
                await AnswerAsync(fields.IsComplete == true, received, upload, transfer);
        }
        catch (FileRefusedException e)
        {
            transfer.Fail(e);
            OnRefused(e.Refusal);
            if (state.MustBeNew && e.Refusal == FileRefusal.Exists)
            {
                await PreconditionCheck.NotNewAsync(request);
                return;
            }

            throw PutAnswer.Meaning(e);
        }
    }

    private void OnRefused(FileRefusal refusal)
    {
        if (refusal == FileRefusal.Full)
            Forget(); // what arrived was removed to make room
        if (refusal == FileRefusal.Checksum)
        {
            // All of it came, and is worth nothing: there is nothing to go on with (§4.4.2 there).
            request.Use.Uploads.Remove(_id);
            report.State = state with { Length = report.Offset, IsComplete = true };
        }
    }

    /// <returns>How many bytes came; null when there were too many, and that is the answer.</returns>
    private async ValueTask<long?> TryReceiveAsync(PendingUpload upload, AccessEntry transfer)
    {
        long room = (state.Length ?? long.MaxValue) - upload.Length;
        try
        {
            long received = await UploadContent.ReceiveAsync(
                request.Request.BodyReader, upload, room, transfer, request.Cancel);
            report.Offset = upload.Length;
            return received;
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.WrongLength)
        {
            // More than it was to have: nobody knows which bytes were meant, so it does not go on (§4.4.2 there).
            transfer.Fail(e);
            await upload.DiscardAsync();
            Forget();
            await UploadProblem.InconsistentLengthAsync(request.Response);
            return null;
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.TooLarge)
        {
            report.Offset = upload.Length;
            throw;
        }
    }

    private async Task AnswerAsync(bool isLast, long received, PendingUpload upload, AccessEntry transfer)
    {
        bool isFirst = !HttpMethods.IsPatch(request.Request.Method);
        if (isLast)
        {
            long length = upload.Length;
            using (request.Working())
                await upload.PublishAsync(state.Length ?? length, state.Sum, null, request.Cancel);
            report.State = state with { Length = length, IsComplete = true };
            request.Use.Uploads.Set(_id, report.State);
            request.Response.Headers.Location = RequestTarget.Format(name.Text);
        }

        transfer.Complete(received);
        bool isNew = isLast ? !state.Replaces : isFirst;
        await Answer.EmptyAsync(
            request.Response, isNew ? StatusCodes.Status201Created : StatusCodes.Status204NoContent);
    }

    private void Forget()
    {
        request.Use.Uploads.Remove(_id);
        report.Lose();
    }
}
