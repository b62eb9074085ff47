using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Http.Uploads;

/// <summary>The content of a request into a file.</summary>
internal static class UploadContent
{
    /// <summary>Writes all that comes to the end of the upload.</summary>
    /// <param name="input">The content.</param>
    /// <param name="upload">Where to.</param>
    /// <param name="atMost">How many bytes may come.</param>
    /// <param name="progress">Is told the number of bytes received.</param>
    /// <param name="cancel">Gives up; what arrived until then is in the file.</param>
    /// <returns>How many bytes came.</returns>
    /// <exception cref="FileRefusedException">More came, or the disk is full.</exception>
    public static async ValueTask<long> ReceiveAsync(
        PipeReader input, PendingUpload upload, long atMost, IProgress<long> progress, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, upload.Superseded);
        long start = upload.Length;
        for (long received = 0; ;)
        {
            ReadResult read = await ReadAsync(input, either.Token);
            try
            {
                long room = Math.Min(atMost, upload.MaxBytes - start) - received;
                if (read.Buffer.Length > room)
                    throw room + received == atMost
                        ? new FileRefusedException(FileRefusal.WrongLength, "more came than may")
                        : upload.TooMuch(start + received + read.Buffer.Length);

                received += await WriteAsync(read.Buffer, upload, start + received);
            }
            finally
            {
                input.AdvanceTo(read.Buffer.End); // what is refused as well, or Kestrel could not read past it
            }

            upload.Digest.Report(start + received);
            progress.Report(received);
            if (read.IsCompleted)
                return received;
        }
    }

    private static async ValueTask<long> WriteAsync(ReadOnlySequence<byte> content, PendingUpload upload, long offset)
    {
        try
        {
            foreach (ReadOnlyMemory<byte> segment in content)
            {
                upload.Write(segment.Span, offset);
                offset += segment.Length;
            }

            return content.Length;
        }
        catch (FileRefusedException full) when (full.Refusal == FileRefusal.Full)
        {
            await upload.DiscardAsync(); // or the disk would stay full, for a file that has no room
            throw;
        }
    }

    // A chunk whose length is nonsense is an IOException of Kestrel's; ours of the disk must stay apart from it.
    private static async ValueTask<ReadResult> ReadAsync(PipeReader input, CancellationToken cancel)
    {
        try
        {
            return await input.ReadAsync(cancel);
        }
        catch (IOException e) when (e is not ConnectionResetException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("the content breaks its rules", StatusCodes.Status400BadRequest, e);
        }
    }
}
