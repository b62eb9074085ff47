using System.Buffers;
using System.Net;
using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;

namespace Sockeye.Files.Remotes;

/// <summary>A part of a file as the body of a request. A peer that takes nothing for the time-out fails it.</summary>
internal sealed class FileContent(
    SafeFileHandle file, long offset, long length, IProgress<TransferPosition>? progress, TimeSpan timeout)
    : HttpContent
{
    private const int PieceBytes = 128 * 1024;

    /// <summary>The length of the whole file, in bytes.</summary>
    public long Length => length;

    /// <summary>Is called when all of it has left.</summary>
    public Action? OnSent { get; set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (long position = offset; position < length;)
            {
                int read = FileBytes.Read(
                    file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - position)), position);
                if (read == 0)
                    throw new EndOfStreamException($"the file ended {length - position} bytes early");

                await WriteAsync(stream, buffer.AsMemory(0, read), cancellationToken);
                position += read;
                progress?.Report(new TransferPosition(position, length));
            }

            OnSent?.Invoke();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Waits for the write itself: the buffer is another's as soon as it is given back.
    private async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> piece, CancellationToken cancel)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        wait.CancelAfter(timeout);
        try
        {
            await stream.WriteAsync(piece, wait.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"the server took nothing for {timeout.TotalSeconds:0.###} s");
        }
    }

    protected override bool TryComputeLength(out long bytes)
    {
        bytes = length - offset;
        return true;
    }
}
