using Microsoft.AspNetCore.Http;
using Sockeye.Access;
using Sockeye.Protocols.Http;
using Sockeye.Storage;
using Sockeye.Web.Answers;
using Sockeye.Web.Changes;

namespace Sockeye.Web.Uploads;

/// <summary>One request that brings a part of an upload, the first or a later one.</summary>
/// <param name="exchange">The request.</param>
/// <param name="name">The file it is to become.</param>
/// <param name="key">The upload's key.</param>
/// <param name="state">What was told before.</param>
/// <param name="report">Is told how far the upload comes.</param>
internal sealed class UploadAppend(
    Exchange exchange, FileName name, string key, UploadState state, UploadReport report)
{
    private readonly string _id = UploadResource.IdOf(exchange, name, key);

    /// <summary>Takes the part; with the last one the file is published.</summary>
    /// <param name="fields">What the request says.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="onReady">Is called when the part can come.</param>
    public async Task RunAsync(UploadFields fields, long offset, Func<ValueTask> onReady)
    {
        Transfer transfer = exchange.Begin("put", name, exchange.Request.ContentLength);
        report.State = state;
        try
        {
            await using PendingUpload upload =
                await exchange.Visit.ResumeUploadAsync(
                    name, key, state.Length, exchange.Cancel, mayReplace: !state.MustBeNew);
            report.Offset = upload.Length;
            if (upload.Length != offset)
            {
                transfer.Fail("wrong-offset");
                await UploadProblem.MismatchingOffsetAsync(exchange.Response, upload.Length, offset);
                return;
            }

            exchange.Site.Uploads.Set(_id, state);
            await onReady();
            if (await TryReceiveAsync(upload, transfer) is { } received)
                await AnswerAsync(fields.IsComplete == true, received, upload, transfer);
        }
        catch (FileRefusedException e)
        {
            transfer.Fail(RefusalWords.Of(e.Refusal));
            if (e.Refusal == FileRefusal.Full)
                Forget(); // what arrived was removed to make room
            if (e.Refusal == FileRefusal.Checksum)
            {
                // All of it came, and is worth nothing: there is nothing to go on with (§4.4.2 there).
                exchange.Site.Uploads.Remove(_id);
                report.State = state with { Length = report.Offset, IsComplete = true };
            }

            if (state.MustBeNew && e.Refusal == FileRefusal.Exists)
            {
                await Present.NotNewAsync(exchange);
                return;
            }

            throw PutAnswer.Meaning(e);
        }
    }

    /// <returns>How many bytes came; null when there were too many, and that is the answer.</returns>
    private async ValueTask<long?> TryReceiveAsync(PendingUpload upload, Transfer transfer)
    {
        long room = (state.Length ?? long.MaxValue) - upload.Length;
        try
        {
            long received = await Receiving.ReceiveAsync(
                exchange.Request.BodyReader, upload, room, transfer, exchange.Cancel);
            report.Offset = upload.Length;
            return received;
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.WrongLength)
        {
            // More than it was to have: nobody knows which bytes were meant, so it does not go on (§4.4.2 there).
            transfer.Fail(RefusalWords.Of(e.Refusal));
            await upload.DiscardAsync();
            Forget();
            await UploadProblem.InconsistentLengthAsync(exchange.Response);
            return null;
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.TooLarge)
        {
            report.Offset = upload.Length;
            throw;
        }
    }

    private async Task AnswerAsync(bool isLast, long received, PendingUpload upload, Transfer transfer)
    {
        bool isFirst = !HttpMethods.IsPatch(exchange.Request.Method);
        if (isLast)
        {
            long length = upload.Length;
            using (exchange.Working())
                await upload.PublishAsync(state.Length ?? length, state.Sum, null, exchange.Cancel);
            report.State = state with { Length = length, IsComplete = true };
            exchange.Site.Uploads.Set(_id, report.State);
            exchange.Response.Headers.Location = RequestTarget.Format(name.Text);
        }

        transfer.Complete(received);
        bool isNew = isLast ? !state.Replaces : isFirst;
        await Answer.EmptyAsync(
            exchange.Response, isNew ? StatusCodes.Status201Created : StatusCodes.Status204NoContent);
    }

    private void Forget()
    {
        exchange.Site.Uploads.Remove(_id);
        report.Lose();
    }
}
