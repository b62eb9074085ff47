using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Answers;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Http.Answers;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Files;

/// <summary>A file as the answer: the whole, parts of it, or that it has not changed.</summary>
internal static class FileAnswer
{
    public static async Task AnswerAsync(FolderRequest request, FileName name, ServedFile file)
    {
        AccessEntry transfer = request.Begin(request.IsHead ? "head" : "get", name, file.Length);
        MediaType media = MediaType.Of(name.LastSegment);
        string? range = request.Fields.Range;
        bool wantsDigest = DigestField.IsWanted(request.Fields["Want-Repr-Digest"]);
        if (media.IsCompressible)
            request.Response.Headers.Vary = "Accept-Encoding";

        // Parts and sums are of the file as it is.
        if (media.IsCompressible && range is null && !wantsDigest)
        {
            using CompressedFile? coded = CompressedFile.Choose(request, name, file);
            if (coded is not null)
            {
                await WholeAsync(request, coded.File, coded, media, transfer);
                return;
            }
        }

        if (wantsDigest && await SumAsync(request, file) is { } sum)
            request.Response.Headers["Repr-Digest"] = DigestField.Format(sum);
        if (range is null || request.IsHead)
            await WholeAsync(request, file, null, media, transfer);
        else
            await PartsAsync(request, file, media, range, transfer);
    }

    // None while too many are summed: it is a wish (RFC 9530 §4).
    private static async ValueTask<Protocols.Wire.Sha256Sum?> SumAsync(FolderRequest request, ServedFile file)
    {
        using IDisposable? working = request.Working();
        return await request.Visit.TrySumAsync(file, long.MaxValue, request.Cancel);
    }

    private static async Task WholeAsync(
        FolderRequest request, ServedFile file, CompressedFile? coded, MediaType media, AccessEntry transfer)
    {
        Validators validators = await FileValidators.OfAsync(file, coded?.Suffix, request.Cancel);
        Describe(request, media, validators);
        if (await IsSettledAsync(request, validators, transfer))
            return;

        request.Response.Headers.ContentEncoding = coded?.Coding;
        if (coded is { IsReady: false })
        {
            await FileBody.CompressAsync(request, file, coded, transfer);
            return;
        }

        request.Response.ContentLength = file.Length;
        if (!request.IsHead)
            await FileBody.SendAsync(request, file, new ByteRange(0, file.Length), transfer);
        transfer.Sent(request.IsHead ? 0 : file.Length);
    }

    private static async Task PartsAsync(
        FolderRequest request, ServedFile file, MediaType media, string range, AccessEntry transfer)
    {
        Validators validators = await FileValidators.OfAsync(file, null, request.Cancel);
        Describe(request, media, validators);
        if (await IsSettledAsync(request, validators, transfer))
            return;

        bool counts = request.Preconditions.RangeCounts(validators, request.Use.Time.GetUtcNow());
        RangeRequest? asked = counts ? RangeRequest.Parse(range, file.Length) : null;
        switch (asked?.Ranges)
        {
            case null:
                request.Response.ContentLength = file.Length;
                await FileBody.SendAsync(request, file, new ByteRange(0, file.Length), transfer);
                transfer.Sent(file.Length);
                break;
            case []:
                request.Response.Headers.ContentRange = $"bytes */{file.Length}";
                transfer.Fail(FailureWords.Of(FileRefusal.BadRange));
                await RefusalStatus.TellAsync(request.Response, FileRefusal.BadRange);
                break;
            case [var one]:
                transfer.IsPart = one.End < file.Length;
                request.Response.StatusCode = StatusCodes.Status206PartialContent;
                request.Response.Headers.ContentRange = one.ContentRange(file.Length);
                request.Response.ContentLength = one.Length;
                await FileBody.SendAsync(request, file, one, transfer);
                transfer.Sent(one.Length);
                break;
            case var several:
                transfer.IsPart = true;
                await new PartsBody(several, media.Text, file.Length).SendAsync(request, file, transfer);
                break;
        }
    }

    private static void Describe(FolderRequest request, MediaType media, Validators validators)
    {
        HttpResponse response = request.Response;
        IHeaderDictionary fields = response.Headers;
        FilePolicy.Set(response, media.Text);
        response.ContentType = media.Text;
        fields.AcceptRanges = "bytes";
        fields.ETag = validators.Tag?.ToString();
        fields.LastModified = HttpDate.Format(validators.Modified);
        fields.CacheControl = request.Visit.Visitor.IsAnonymous ? "no-cache" : "private, no-cache"; // ask, then reuse
        if (request.Asks("download"))
            fields.ContentDisposition = ContentDisposition.Attachment(request.Name!.LastSegment);
    }

    // Whether the conditions of the request were the answer.
    private static async ValueTask<bool> IsSettledAsync(
        FolderRequest request, Validators validators, AccessEntry transfer)
    {
        Preconditions conditions = request.Preconditions;
        Verdict verdict = conditions.IsEmpty ? Verdict.Proceed : conditions.Evaluate(validators, isRead: true);
        if (verdict == Verdict.Proceed)
            return false;

        transfer.Sent();
        if (verdict == Verdict.NotModified)
            await Answer.EmptyAsync(request.Response, StatusCodes.Status304NotModified);
        else
            await Answer.TextAsync(request.Response, StatusCodes.Status412PreconditionFailed, "It has changed.");
        return true;
    }
}
