using Microsoft.AspNetCore.Http;
using Sockeye.Access;
using Sockeye.Fairness;
using Sockeye.Protocols.Http;
using Sockeye.Storage;
using Sockeye.Web.Answers;

namespace Sockeye.Web.Files;

/// <summary>A file as the answer: the whole, parts of it, or that it has not changed.</summary>
internal static class FileAnswer
{
    public static async Task AnswerAsync(Exchange exchange, FileName name, ServedFile file)
    {
        Transfer transfer = exchange.Begin(exchange.IsHead ? "head" : "get", name, file.Length);
        MediaType media = MediaType.Of(name.LastSegment);
        string? range = exchange.Request.Headers.Range;
        bool wantsDigest = DigestField.IsWanted(exchange.Request.Headers["Want-Repr-Digest"]);
        if (media.IsCompressible)
            exchange.Response.Headers.Vary = "Accept-Encoding";

        // Parts and sums are of the file as it is.
        if (media.IsCompressible && range is null && !wantsDigest)
        {
            using CodedFile? coded = CodedFile.Choose(exchange, name, file);
            if (coded is not null)
            {
                await WholeAsync(exchange, coded.File, coded, media, transfer);
                return;
            }
        }

        if (wantsDigest && await SumAsync(exchange, file) is { } sum)
            exchange.Response.Headers["Repr-Digest"] = DigestField.Format(sum);
        if (range is null || exchange.IsHead)
            await WholeAsync(exchange, file, null, media, transfer);
        else
            await PartsAsync(exchange, file, media, range, transfer);
    }

    // None while too many are summed: it is a wish (RFC 9530 §4).
    private static async ValueTask<Protocols.Wire.Sha256Sum?> SumAsync(Exchange exchange, ServedFile file)
    {
        if (file.KnownSum is { } known)
            return known;

        using WorkPlace? place = exchange.Visit.TryBeginSum();
        if (place is null)
            return null;

        using IDisposable? working = exchange.Working();
        return await file.SumAsync(0, file.Length, exchange.Cancel, place);
    }

    private static async Task WholeAsync(
        Exchange exchange, ServedFile file, CodedFile? coded, MediaType media, Transfer transfer)
    {
        Validators validators = await FileValidators.OfAsync(file, coded?.Suffix, exchange.Cancel);
        Describe(exchange, media, validators);
        if (await IsSettledAsync(exchange, validators, transfer))
            return;

        exchange.Response.Headers.ContentEncoding = coded?.Coding;
        if (coded is { IsReady: false })
        {
            await FileBody.CompressAsync(exchange, file, coded, transfer);
            return;
        }

        exchange.Response.ContentLength = file.Length;
        if (!exchange.IsHead)
            await FileBody.SendAsync(exchange, file, new ByteRange(0, file.Length), transfer);
        transfer.Sent(exchange.IsHead ? 0 : file.Length);
    }

    private static async Task PartsAsync(
        Exchange exchange, ServedFile file, MediaType media, string range, Transfer transfer)
    {
        Validators validators = await FileValidators.OfAsync(file, null, exchange.Cancel);
        Describe(exchange, media, validators);
        if (await IsSettledAsync(exchange, validators, transfer))
            return;

        bool counts = exchange.Conditions.RangeCounts(validators, exchange.Site.Time.GetUtcNow());
        RangeRequest? asked = counts ? RangeRequest.Parse(range, file.Length) : null;
        switch (asked?.Ranges)
        {
            case null:
                exchange.Response.ContentLength = file.Length;
                await FileBody.SendAsync(exchange, file, new ByteRange(0, file.Length), transfer);
                transfer.Sent(file.Length);
                break;
            case []:
                exchange.Response.Headers.ContentRange = $"bytes */{file.Length}";
                transfer.Fail(RefusalWords.Of(FileRefusal.BadRange));
                await Refusals.TellAsync(exchange.Response, FileRefusal.BadRange);
                break;
            case [var one]:
                transfer.IsPart = one.End < file.Length;
                exchange.Response.StatusCode = StatusCodes.Status206PartialContent;
                exchange.Response.Headers.ContentRange = one.ContentRange(file.Length);
                exchange.Response.ContentLength = one.Length;
                await FileBody.SendAsync(exchange, file, one, transfer);
                transfer.Sent(one.Length);
                break;
            case var several:
                transfer.IsPart = true;
                await new PartsBody(several, media.Text, file.Length).SendAsync(exchange, file, transfer);
                break;
        }
    }

    private static void Describe(Exchange exchange, MediaType media, Validators validators)
    {
        HttpResponse response = exchange.Response;
        IHeaderDictionary fields = response.Headers;
        SecurityHeaders.ForFile(response, media.Text);
        response.ContentType = media.Text;
        fields.AcceptRanges = "bytes";
        fields.ETag = validators.Tag?.ToString();
        fields.LastModified = HttpDate.Format(validators.Modified);
        fields.CacheControl = exchange.Visit.Visitor.IsAnonymous ? "no-cache" : "private, no-cache"; // ask, then reuse
        if (exchange.Asks("download"))
            fields.ContentDisposition = ContentDisposition.Attachment(exchange.Name!.LastSegment);
    }

    // Whether the conditions of the request were the answer.
    private static async ValueTask<bool> IsSettledAsync(Exchange exchange, Validators validators, Transfer transfer)
    {
        Conditions conditions = exchange.Conditions;
        Verdict verdict = conditions.IsEmpty ? Verdict.Proceed : conditions.Evaluate(validators, isRead: true);
        if (verdict == Verdict.Proceed)
            return false;

        transfer.Sent();
        if (verdict == Verdict.NotModified)
            await Answer.EmptyAsync(exchange.Response, StatusCodes.Status304NotModified);
        else
            await Answer.TextAsync(exchange.Response, StatusCodes.Status412PreconditionFailed, "It has changed.");
        return true;
    }
}
