using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;

namespace Sockeye.Transports;

/// <summary>Files to pipes and back through memory: what works over every transport.</summary>
internal static class FileCopy
{
    /// <summary>How much is copied at a time, in bytes. What is not longer is quicker copied than carried.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>Sends a part of a file, exactly.</summary>
    /// <exception cref="EndOfStreamException">The file ended early.</exception>
    public static async ValueTask SendAsync(
        SafeFileHandle file, long offset, long length, PipeWriter output, int chunkBytes, CancellationToken cancel)
    {
        for (long end = offset + length; offset < end;)
        {
            Memory<byte> buffer = output.GetMemory(chunkBytes)[..(int)Math.Min(chunkBytes, end - offset)];
            int read = FileBytes.Read(file, buffer.Span, offset); // as sendfile(2) does: the page cache is near
            if (read == 0)
                throw EndedEarly(end - offset);

            output.Advance(read);
            offset += read;
            await output.FlushAsync(cancel);
        }
    }

    /// <summary>Receives to the end of the stream, or up to a limit.</summary>
    /// <returns>How many bytes were received.</returns>
    public static async ValueTask<long> ReceiveToEndAsync(
        PipeReader input, SafeFileHandle file, long offset, long maxBytes,
        IProgress<long>? progress, CancellationToken cancel)
    {
        for (long received = 0; received < maxBytes;)
        {
            ReadResult read = await input.ReadAsync(cancel);
            received += Write(input, read, file, offset + received, maxBytes - received);
            progress?.Report(received);
            if (read.IsCompleted && received < maxBytes)
                return received;
        }

        return maxBytes;
    }

    /// <summary>Receives only what was received from the transport already.</summary>
    /// <returns>How many bytes that were.</returns>
    public static long ReceiveHeld(ConnectionReader input, SafeFileHandle file, long offset, long length) =>
        input.HoldsAny ? Write(input, input.Held(), file, offset, length) : 0;

    public static EndOfStreamException EndedEarly(long missingBytes) =>
        new($"the file ended {missingBytes} bytes early");

    private static long Write(PipeReader input, in ReadResult read, SafeFileHandle file, long offset, long atMost)
    {
        ReadOnlySequence<byte> part = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, atMost));
        long written = 0;
        foreach (ReadOnlyMemory<byte> segment in part)
        {
            FileBytes.Write(file, segment.Span, offset + written);
            written += segment.Length;
        }

        input.AdvanceTo(part.End);
        return written;
    }
}
