using System.Globalization;
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
internal sealed class UploadAppend(Exchange exchange, FileName name, string key, UploadState state)
{
    private readonly string _id = UploadResource.IdOf(exchange, name, key);

    /// <summary>Takes the part; with the last one the file is published.</summary>
    /// <param name="fields">What the request says.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="onReady">Is called when the part can come.</param>
    public async Task RunAsync(UploadFields fields, long offset, Func<ValueTask> onReady)
    {
        Transfer transfer = exchange.Begin("put", name, exchange.Request.ContentLength);
        try
        {
            await using PendingUpload upload =
                await exchange.Visit.ResumeUploadAsync(
                    name, key, state.Length, exchange.Cancel, mayReplace: !state.MustBeNew);
            if (upload.Length != offset)
            {
                transfer.Fail("wrong-offset");
                await UploadProblem.MismatchingOffsetAsync(exchange.Response, upload.Length, offset);
                return;
            }

            exchange.Site.Uploads.Set(_id, state);
            await onReady();
            await TakeAsync(fields.IsComplete == true, upload, transfer);
        }
        catch (FileRefusedException e)
        {
            transfer.Fail(RefusalWords.Of(e.Refusal));
            if (e.Refusal == FileRefusal.Checksum)
                exchange.Site.Uploads.Remove(_id); // what arrived is worth nothing
            if (state.MustBeNew && e.Refusal == FileRefusal.Exists)
            {
                await Present.NotNewAsync(exchange);
                return;
            }

            throw PutAnswer.Meaning(e);
        }
    }

    private async Task TakeAsync(bool isLast, PendingUpload upload, Transfer transfer)
    {
        long room = (state.Length ?? long.MaxValue) - upload.Length;
        long received = await Receiving.ReceiveAsync(
            exchange.Request.BodyReader, upload, room, transfer, exchange.Cancel);
        long length = upload.Length;
        if (isLast)
        {
            using (exchange.Working())
                await upload.PublishAsync(state.Length ?? length, state.Sum, null, exchange.Cancel);
            exchange.Site.Uploads.Set(_id, state with { Length = length, IsComplete = true });
            exchange.Response.Headers.Location = RequestTarget.Format(name.Text);
        }

        transfer.Complete(received);
        exchange.Response.Headers["Upload-Complete"] = isLast ? "?1" : "?0";
        exchange.Response.Headers["Upload-Offset"] = length.ToString(CultureInfo.InvariantCulture);
        bool isFirst = length == received;
        await Answer.EmptyAsync(
            exchange.Response, isLast || isFirst ? StatusCodes.Status201Created : StatusCodes.Status204NoContent);
    }
}
