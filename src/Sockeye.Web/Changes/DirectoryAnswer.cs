using Microsoft.AspNetCore.Http;
using Sockeye.Access;
using Sockeye.Storage;
using Sockeye.Web.Answers;

namespace Sockeye.Web.Changes;

/// <summary>MKCOL: makes a directory (RFC 4918 §9.3).</summary>
internal static class DirectoryAnswer
{
    public static async Task AnswerAsync(Exchange exchange)
    {
        FileName name = exchange.RequireName();
        Transfer transfer = exchange.Begin("mkdir", name);
        if (exchange.Request.ContentLength is > 0 || exchange.Request.Headers.TransferEncoding.Count > 0)
        {
            transfer.Fail("has-content");
            await Answer.TextAsync(
                exchange.Response, StatusCodes.Status415UnsupportedMediaType, "MKCOL takes no content.");
            return;
        }

        try
        {
            exchange.Visit.CreateDirectory(name);
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.Exists)
        {
            transfer.Fail(RefusalWords.Of(e.Refusal));
            await Answer.TextAsync(exchange.Response, StatusCodes.Status405MethodNotAllowed, "The name is taken.");
            return;
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.NotFound)
        {
            transfer.Fail(RefusalWords.Of(e.Refusal));
            await Answer.TextAsync(
                exchange.Response, StatusCodes.Status409Conflict, "The directory above it does not exist.");
            return;
        }

        transfer.Complete();
        await Answer.EmptyAsync(exchange.Response, StatusCodes.Status201Created);
    }
}
