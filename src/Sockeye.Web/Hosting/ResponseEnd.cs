using Microsoft.AspNetCore.Http;

namespace Sockeye.Web.Hosting;

/// <summary>Lets the last bytes of a response leave.</summary>
/// <remarks>
/// Kestrel flushes at the end what it wrote itself: a head, and what closes a chunk. What was put into its memory after
/// the head had left, of a length that was told or to the end of the connection, it leaves for the next response.
/// </remarks>
internal static class ResponseEnd
{
    public static ValueTask FlushAsync(HttpContext http)
    {
        HttpResponse response = http.Response;
        bool isChunked = response.ContentLength is null && http.Request.Protocol == HttpProtocol.Http11;
        return !response.HasStarted || isChunked || response.BodyWriter.UnflushedBytes == 0
            ? ValueTask.CompletedTask
            : FlushAsync(response);
    }

    // A peer that is gone shows at the connection.
    private static async ValueTask FlushAsync(HttpResponse response) =>
        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted);
}
