using System.Globalization;

namespace Sockeye.Protocols.Http;

/// <summary>The fields of a resumable upload (draft-ietf-httpbis-resumable-upload §4).</summary>
/// <param name="IsComplete">Upload-Complete: whether the request carries the end; null when it was not sent.</param>
/// <param name="Offset">
/// Upload-Offset: where what the request carries begins, in bytes; null when it was not sent.
/// </param>
/// <param name="Length">Upload-Length: bytes of the whole; null when it was not sent.</param>
public readonly record struct UploadFields(bool? IsComplete, long? Offset, long? Length)
{
    /// <summary>The media type of a part of an upload (§4.4 there).</summary>
    public const string PartialUpload = "application/partial-upload";

    /// <summary>Reads them; null stands for a field that was not sent. One that is wrong is as good as none.</summary>
    public static UploadFields Parse(string? complete, string? offset, string? length) =>
        new(ItemOf(complete).Boolean, NumberOf(offset), NumberOf(length));

    /// <summary>The bytes of the whole that a request speaks of; null when it says nothing of them.</summary>
    /// <param name="contentLength">Bytes of the request's content, if it told.</param>
    /// <param name="length">The result.</param>
    /// <returns>false when it contradicts itself (§4.1.3 there).</returns>
    public bool TryTellLength(long? contentLength, out long? length)
    {
        length = Length;
        if (contentLength is not { } content)
            return true;

        bool isInTheWay = content > long.MaxValue - (Offset ?? 0);
        long end = isInTheWay ? long.MaxValue : (Offset ?? 0) + content;
        if (IsComplete == true)
        {
            length = end;
            return !isInTheWay && (Length is null || Length == end);
        }

        return !isInTheWay && (Length is null || end <= Length);
    }

    /// <summary>The value of Upload-Limit (§4.1.4 there).</summary>
    /// <param name="maxBytes">The longest file that is taken.</param>
    public static string Limit(long maxBytes) => string.Create(CultureInfo.InvariantCulture, $"max-size={maxBytes}");

    private static long? NumberOf(string? field) => ItemOf(field).Number is >= 0 and var number ? number : null;

    private static StructuredValue ItemOf(string? field) =>
        field is not null && StructuredField.TryParseItem(field, out StructuredValue value) ? value : default;
}
