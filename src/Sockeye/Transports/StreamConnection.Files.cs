using Microsoft.Win32.SafeHandles;

namespace Sockeye.Transports;

/// <content>Files over a connection: carried by the kernel where it can, copied elsewhere.</content>
public abstract partial class StreamConnection
{
    /// <summary>Sends a part of a file, after everything written to <see cref="Output"/> before.</summary>
    /// <remarks>
    /// The kernel carries it where it can, and the transport allows it: nothing passes through memory.
    /// </remarks>
    /// <param name="file">An open file.</param>
    /// <param name="offset">Where the part begins, in bytes.</param>
    /// <param name="length">How many bytes to send, exactly. What the file has beyond them is left alone.</param>
    /// <param name="cancel">Gives up; the connection can then only be broken off.</param>
    /// <exception cref="EndOfStreamException">The file ended early. The peer was promised more: abort.</exception>
    public async ValueTask SendFileAsync(
        SafeFileHandle file, long offset, long length, CancellationToken cancel)
    {
        try
        {
            long carried = length > FileCopy.ChunkBytes ? await CarryOutAsync(file, offset, length, cancel) : 0;
            await FileCopy.SendAsync(file, offset + carried, length - carried, Output, cancel);
        }
        catch (OperationCanceledException)
        {
            _sendCutOff = true;
            throw;
        }
    }

    /// <summary>Receives a part of a file, beginning with what <see cref="Input"/> holds already.</summary>
    /// <remarks>
    /// The kernel carries it where it can, and the transport allows it: nothing passes through memory.
    /// </remarks>
    /// <param name="file">A file open for writing.</param>
    /// <param name="offset">Where the part begins, in bytes.</param>
    /// <param name="length">How many bytes to receive, exactly.</param>
    /// <param name="progress">Is told the number of bytes received so far; may be null.</param>
    /// <param name="cancel">Gives up; what arrived until then is in the file.</param>
    /// <exception cref="EndOfStreamException">The peer ended its stream early.</exception>
    public async ValueTask ReceiveFileAsync(
        SafeFileHandle file, long offset, long length, IProgress<long>? progress, CancellationToken cancel)
    {
        long received = FileCopy.ReceiveHeld(_input, file, offset, length);
        if (received > 0)
            progress?.Report(received);
        if (length - received > FileCopy.ChunkBytes)
            received += await CarryInAsync(
                file, offset + received, length - received, Beyond(received, progress), cancel);

        await FileCopy.ReceiveAsync(
            Input, file, offset + received, length - received, Beyond(received, progress), cancel);
    }

    /// <summary>Receives a file up to the end of the peer's stream, where nobody told how long it is.</summary>
    /// <remarks>
    /// The kernel carries it where it can, and the transport allows it: nothing passes through memory.
    /// </remarks>
    /// <param name="file">A file open for writing.</param>
    /// <param name="offset">Where it begins, in bytes.</param>
    /// <param name="maxBytes">How many bytes to take at most. With so many the stream may go on.</param>
    /// <param name="progress">Is told the number of bytes received so far; may be null.</param>
    /// <param name="cancel">Gives up; what arrived until then is in the file.</param>
    /// <returns>How many bytes were received.</returns>
    public async ValueTask<long> ReceiveFileToEndAsync(
        SafeFileHandle file, long offset, long maxBytes, IProgress<long>? progress, CancellationToken cancel)
    {
        long received = FileCopy.ReceiveHeld(_input, file, offset, maxBytes);
        if (maxBytes - received > FileCopy.ChunkBytes)
            received += await CarryInAsync(
                file, offset + received, maxBytes - received, Beyond(received, progress), cancel);

        return received + await FileCopy.ReceiveToEndAsync(
            Input, file, offset + received, maxBytes - received, Beyond(received, progress), cancel);
    }

    /// <summary>Sends as much of a part of a file as the kernel can carry; the rest is copied.</summary>
    /// <returns>How many bytes were sent; 0 where it cannot.</returns>
    /// <exception cref="EndOfStreamException">The file ended early.</exception>
    protected virtual ValueTask<long> CarryOutAsync(
        SafeFileHandle file, long offset, long length, CancellationToken cancel) => ValueTask.FromResult(0L);

    /// <summary>Receives as much of a part of a file as the kernel can carry; the rest is copied.</summary>
    /// <returns>
    /// How many bytes were received: fewer where it cannot, and where the peer ended its stream. The next receive then
    /// tells the end.
    /// </returns>
    protected virtual ValueTask<long> CarryInAsync(
        SafeFileHandle file, long offset, long length, IProgress<long>? progress, CancellationToken cancel) =>
        ValueTask.FromResult(0L);

    private static IProgress<long>? Beyond(long received, IProgress<long>? progress) =>
        received == 0 || progress is null ? progress : new LaterPart(progress, received);

    /// <summary>Progress of a part that begins after another.</summary>
    private sealed class LaterPart(IProgress<long> whole, long before) : IProgress<long>
    {
        public void Report(long value) => whole.Report(before + value);
    }
}
