using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Sockeye.Storage;

namespace Sockeye.Web.Uploads;

/// <summary>The content of a request into a file.</summary>
internal static class Receiving
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
            long room = Math.Min(atMost, upload.MaxBytes - start) - received;
            if (read.Buffer.Length > room)
                throw new FileRefusedException(
                    room + received == atMost ? FileRefusal.WrongLength : FileRefusal.TooLarge, "more came than may");

            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
            {
                RandomAccess.Write(upload.Handle, segment.Span, start + received);
                received += segment.Length;
            }

            input.AdvanceTo(read.Buffer.End);
            upload.Digest.Report(start + received);
            progress.Report(received);
            if (read.IsCompleted)
                return received;
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
