using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Files;

/// <summary>Several parts of a file in one response: <c>multipart/byteranges</c> (RFC 9110 §14.6).</summary>
internal sealed class PartsBody
{
    private readonly IReadOnlyList<ByteRange> _parts;
    private readonly byte[][] _heads;
    private readonly byte[] _tail;
    private readonly string _boundary = RandomNumberGenerator.GetHexString(32, lowercase: true); // in no file by chance

    public PartsBody(IReadOnlyList<ByteRange> parts, string mediaType, long whole)
    {
        _parts = parts;
        _heads = [.. parts.Select(part => Encoding.ASCII.GetBytes(
            $"\r\n--{_boundary}\r\nContent-Type: {mediaType}\r\nContent-Range: {part.ContentRange(whole)}\r\n\r\n"))];
        _tail = Encoding.ASCII.GetBytes($"\r\n--{_boundary}--\r\n");
    }

    private long Length => _heads.Sum(head => (long)head.Length) + _parts.Sum(part => part.Length) + _tail.Length;

    public async ValueTask SendAsync(FolderRequest request, ServedFile file, AccessEntry transfer)
    {
        HttpResponse response = request.Response;
        response.StatusCode = StatusCodes.Status206PartialContent;
        response.ContentType = $"multipart/byteranges; boundary={_boundary}";
        response.ContentLength = Length;
        PipeWriter output = response.BodyWriter;
        for (int part = 0; part < _parts.Count; part++)
        {
            await output.WriteAsync(_heads[part], request.Cancel);
            await FileBody.SendAsync(request, file, _parts[part], transfer);
        }

        await output.WriteAsync(_tail, request.Cancel);
        transfer.Sent(_parts.Sum(part => part.Length));
    }
}
