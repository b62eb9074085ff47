using Microsoft.AspNetCore.Http;
using Sockeye.Web.Files;

namespace Sockeye.Web.Hosting;

/// <summary>Lets the last bytes of a response leave.</summary>
/// <remarks>
/// Kestrel flushes at the end what it wrote itself: a head, and what closes a chunk. What was put into its memory after
/// the head had left, of a length that was told or to the end of the connection, it leaves for the next response.
/// </remarks>
internal static class ResponseEnd
{
    /// <summary>Flushes what Kestrel would not.</summary>
    /// <returns>Whether all content has left; if not, it leaves with the end of the response.</returns>
    /// <exception cref="OperationCanceledException">The peer is gone.</exception>
    public static async ValueTask<bool> FlushAsync(HttpContext http)
    {
        HttpResponse response = http.Response;
        bool isChunked = response.ContentLength is null && http.Request.Protocol == HttpProtocol.Http11;
        if (!response.HasStarted || isChunked)
            return false;

        if (response.BodyWriter.UnflushedBytes > 0)
            await FileBody.FlushAsync(response.BodyWriter, CancellationToken.None); // a lost peer ends it
        return true;
    }
}
