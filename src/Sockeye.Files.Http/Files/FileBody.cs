using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;
using Sockeye.Fairness;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Files;

/// <summary>The bytes of a file as the content of a response.</summary>
internal static class FileBody
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Sends a part, exactly. A file that ends early breaks the connection off: nothing is padded.</summary>
    public static async ValueTask SendAsync(
        FolderRequest request, ServedFile file, ByteRange part, AccessEntry transfer)
    {
        PipeWriter output = request.Response.BodyWriter;
        if (part.Length > ChunkBytes && request.Site.CanSendFile)
        {
            await request.Site.SendFileAsync(file.Handle, part.Offset, part.Length, transfer);
            return;
        }

        if (file.ReadIfShort() is { } content)
        {
            ReadOnlySpan<byte> asked = content.Span.Slice((int)part.Offset, (int)part.Length);
            asked.CopyTo(output.GetSpan(asked.Length));
            output.Advance(asked.Length); // it leaves with the end of the response
            transfer.Report(part.Length);
            return;
        }

        for (long at = part.Offset; at < part.End;)
        {
            int wanted = (int)Math.Min(ChunkBytes, part.End - at);
            int read = FileBytes.Read(file.Handle, output.GetSpan(wanted)[..wanted], at);
            if (read == 0)
                throw new EndOfStreamException("the file became shorter while it was sent");

            output.Advance(read);
            at += read;
            transfer.Report(at - part.Offset);
            if (at < part.End) // the last of it leaves with the end of the response
                await request.Site.FlushAsync();
        }
    }

    /// <summary>Sends the whole file, compressed on the way.</summary>
    public static async ValueTask CompressAsync(
        FolderRequest request, ServedFile file, CompressedFile coded, AccessEntry transfer)
    {
        if (!request.IsHead)
        {
            await using Stream compressed = coded.Compress(request.Response.Body);
            await CopyAsync(file.Handle, file.Length, compressed, coded.Place!, request.Cancel);
        }

        transfer.Sent(request.IsHead ? 0 : file.Length);
    }

    private static async ValueTask CopyAsync(
        SafeFileHandle file, long length, Stream to, WorkPlace place, CancellationToken cancel)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (long at = 0; at < length;)
            {
                await place.StepAsync(cancel);
                int wanted = (int)Math.Min(buffer.Length, length - at);
                int read = FileBytes.Read(file, buffer.AsSpan(0, wanted), at);
                if (read == 0)
                    throw new EndOfStreamException("the file became shorter while it was sent");

                await place.RestAsync(to.WriteAsync(buffer.AsMemory(0, read), cancel));
                at += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
