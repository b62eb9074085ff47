using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Sockeye.Protocols.Http;

namespace Sockeye.Http.Pages;

/// <summary>A file that pages are made with, and that never changes: browsers keep it for ever.</summary>
/// <param name="url">Its path; a part of it changes with its content.</param>
/// <param name="mediaType">As it stands in Content-Type.</param>
/// <param name="content">Its bytes.</param>
public sealed class Asset(string url, string mediaType, byte[] content)
{
    private readonly Lazy<byte[]> _brotli = new(() => Compress(content));

    /// <summary>Its path; a part of it changes with its content.</summary>
    public string Url => url;

    /// <summary>Answers a request for it.</summary>
    /// <param name="http">The request, GET or HEAD, and its response.</param>
    public async Task SendAsync(HttpContext http)
    {
        bool isBrotli = AcceptEncoding.Parse(http.Request.Headers.AcceptEncoding).Brotli > 0;
        byte[] sent = isBrotli ? _brotli.Value : content;
        HttpResponse response = http.Response;
        response.ContentType = mediaType;
        response.ContentLength = sent.Length;
        response.Headers.ContentEncoding = isBrotli ? "br" : null;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl = "public, max-age=31536000, immutable"; // a year, the most that is usual
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(sent, http.RequestAborted);
    }

    private static byte[] Compress(byte[] content)
    {
        byte[] buffer = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        BrotliEncoder.TryCompress(content, buffer, out int length);
        return buffer[..length];
    }
}
