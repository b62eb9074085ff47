using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Sockeye.Http.Hosting;

/// <summary>Lets the last bytes of a response leave.</summary>
/// <remarks>
/// Kestrel flushes at the end what it wrote itself: a head, and what closes a chunk. What was put into its memory after
/// the head had left, of a length that was told or to the end of the connection, it leaves for the next response.
/// </remarks>
internal static class ResponseEnd
{
    /// <summary>Flushes what Kestrel would not.</summary>
    /// <exception cref="OperationCanceledException">The peer is gone.</exception>
    public static async ValueTask FlushAsync(HttpContext http)
    {
        HttpResponse response = http.Response;
        bool isChunked = response.ContentLength is null && http.Request.Protocol == HttpProtocol.Http11;
        if (response.HasStarted && !isChunked && response.BodyWriter.UnflushedBytes > 0)
            await FlushAsync(response.BodyWriter, CancellationToken.None); // a lost client ends the flush
    }

    /// <summary>Waits for a slow peer.</summary>
    /// <exception cref="OperationCanceledException">The peer is gone.</exception>
    public static async ValueTask FlushAsync(PipeWriter output, CancellationToken cancel)
    {
        FlushResult flushed = await output.FlushAsync(cancel);
        if (flushed.IsCompleted)
            throw new OperationCanceledException("the peer is gone");
    }
}
