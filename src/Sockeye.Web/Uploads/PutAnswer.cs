using Microsoft.AspNetCore.Http;
using Sockeye.Access;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;
using Sockeye.Storage;
using Sockeye.Web.Answers;
using Sockeye.Web.Changes;

namespace Sockeye.Web.Uploads;

/// <summary>PUT: takes a file (RFC 9110 §9.3.4). With Upload-Complete it begins an upload that can go on.</summary>
internal static class PutAnswer
{
    public static async Task AnswerAsync(Exchange exchange)
    {
        FileName name = exchange.RequireName();
        HttpRequest request = exchange.Request;
        // A part by Content-Range is refused: RFC 9110 §14.5.
        if (exchange.Target.IsDirectory || request.Headers.ContentRange.Count > 0)
        {
            await Answer.TextAsync(exchange.Response, StatusCodes.Status400BadRequest, "PUT takes a whole file.");
            return;
        }

        if (!DigestField.TryParse(request.Headers["Repr-Digest"], out Sha256Sum? sum))
        {
            await Answer.TextAsync(exchange.Response, StatusCodes.Status400BadRequest, "Repr-Digest is wrong.");
            return;
        }

        if (!exchange.Visit.Visitor.May(Rights.Write, name))
            throw new FileRefusedException(FileRefusal.NotAllowed, "no right to write");
        if (await Present.EvaluateAsync(exchange, name) == Verdict.Failed)
        {
            await Answer.TextAsync(
                exchange.Response, StatusCodes.Status412PreconditionFailed, "It is not in that state.");
            return;
        }

        if (UploadResource.FieldsOf(request).IsComplete is not null)
            await UploadResource.CreateAsync(exchange, name, sum);
        else
            await TakeAsync(exchange, name, sum);
    }

    private static async Task TakeAsync(Exchange exchange, FileName name, Sha256Sum? sum)
    {
        long? length = exchange.Request.ContentLength;
        bool mustBeNew = Present.MustBeNew(exchange);
        bool replaces = Present.Exists(exchange.Visit, name);
        Transfer transfer = exchange.Begin("put", name, length);
        try
        {
            await using PendingUpload upload = exchange.Visit.CreateUpload(name, length, mayReplace: !mustBeNew);
            long received = await Receiving.ReceiveAsync(
                exchange.Request.BodyReader, upload, long.MaxValue, transfer, exchange.Cancel);
            using (exchange.Working())
                await upload.PublishAsync(length ?? received, sum, null, exchange.Cancel);
            transfer.Complete(received);
        }
        catch (FileRefusedException e)
        {
            transfer.Fail(RefusalWords.Of(e.Refusal));
            if (mustBeNew && e.Refusal == FileRefusal.Exists)
            {
                await Present.NotNewAsync(exchange);
                return;
            }

            throw Meaning(e);
        }

        exchange.Response.Headers.Location = RequestTarget.Format(name.Text);
        await Answer.EmptyAsync(
            exchange.Response, replaces ? StatusCodes.Status204NoContent : StatusCodes.Status201Created);
    }

    /// <summary>A directory that is missing is a conflict, not a missing file (RFC 4918 §9.7.1).</summary>
    public static FileRefusedException Meaning(FileRefusedException refused) =>
        refused.Refusal == FileRefusal.NotFound
            ? new FileRefusedException(FileRefusal.Exists, refused.Message, refused)
            : refused;
}
