using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Sockeye.Http.Routes;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Pages;

/// <summary>A file of ours that never changes.</summary>
/// <param name="Url">Its path; a part of it is its sum.</param>
/// <param name="MediaType">As it stands in Content-Type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record Asset(string Url, string MediaType, byte[] Content)
{
    private readonly Lazy<byte[]> _brotli = new(() => Compress(Content));

    public async Task SendAsync(SiteRequest request)
    {
        bool isBrotli = AcceptEncoding.Parse(request.Fields.AcceptEncoding).Brotli > 0;
        byte[] sent = isBrotli ? _brotli.Value : Content;
        HttpResponse response = request.Response;
        response.ContentType = MediaType;
        response.ContentLength = sent.Length;
        response.Headers.ContentEncoding = isBrotli ? "br" : null;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl = "public, max-age=31536000, immutable"; // a year, the most that is usual
        if (!request.IsHead)
            await response.Body.WriteAsync(sent, request.Cancel);
    }

    private static byte[] Compress(byte[] content)
    {
        byte[] buffer = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        BrotliEncoder.TryCompress(content, buffer, out int length);
        return buffer[..length];
    }
}
