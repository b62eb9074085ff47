using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Transports;

/// <summary>Files to pipes and back through memory: what works over every transport.</summary>
internal static class FileCopy
{
    private const int ChunkBytes = 64 * 1024;

    public static async ValueTask SendAsync(
        SafeFileHandle file, long offset, long length, PipeWriter output, CancellationToken cancel)
    {
        long end = offset + length;
        while (offset < end)
        {
            Memory<byte> buffer = output.GetMemory(ChunkBytes)[..(int)Math.Min(ChunkBytes, end - offset)];
            int read = await RandomAccess.ReadAsync(file, buffer, offset, cancel);
            if (read == 0)
                throw new EndOfStreamException($"the file ended {end - offset} bytes early");

            output.Advance(read);
            offset += read;
            FlushResult flushed = await output.FlushAsync(cancel);
            if (flushed.IsCompleted)
                throw new IOException("the peer stopped reading");
        }

        await output.FlushAsync(cancel);
    }

    public static async ValueTask ReceiveAsync(
        PipeReader input, SafeFileHandle file, long offset, long length,
        IProgress<long>? progress, CancellationToken cancel)
    {
        long received = 0;
        while (received < length)
        {
            ReadResult read = await input.ReadAsync(cancel);
            ReadOnlySequence<byte> part = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, length - received));
            foreach (ReadOnlyMemory<byte> segment in part)
            {
                await RandomAccess.WriteAsync(file, segment, offset + received, cancel);
                received += segment.Length;
            }

            input.AdvanceTo(part.End);
            progress?.Report(received);
            if (read.IsCompleted && received < length)
                throw new EndOfStreamException($"the stream ended {length - received} bytes early");
        }
    }
}
