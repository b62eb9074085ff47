using System.IO.Pipelines;
using Sockeye.Fairness;

namespace Sockeye.Files.Http.Folders;

/// <summary>Counts what is written through it. It cannot go back.</summary>
/// <remarks>
/// The writers of archives write the few bytes around a file without waiting. Those stay in the pipe until the next
/// write that waits, or <see cref="SettleAsync"/>.
/// </remarks>
/// <param name="output">Where it goes.</param>
/// <param name="progress">Is told how much that was.</param>
/// <param name="place">Rests while a slow peer is waited for.</param>
internal sealed class CountingStream(PipeWriter output, IProgress<long> progress, WorkPlace place) : Stream
{
    private const int MaxUnsentBytes = 32 * 1024; // our choice: then the peer has to read

    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _written; set => throw new NotSupportedException(); }

    /// <summary>Waits for a slow peer, once there is much that it has to take.</summary>
    public ValueTask SettleAsync(CancellationToken cancel) =>
        output.UnflushedBytes > MaxUnsentBytes ? SentAsync(output.FlushAsync(cancel)) : ValueTask.CompletedTask;

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await SentAsync(output.WriteAsync(buffer, cancellationToken));
        Count(buffer.Length);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        buffer.CopyTo(output.GetSpan(buffer.Length)); // Kestrel's writer needs to be told how much
        output.Advance(buffer.Length);
        Count(buffer.Length);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask SentAsync(ValueTask<FlushResult> sending)
    {
        if (!sending.IsCompleted)
            place.Rest();
        if ((await sending).IsCompleted)
            throw new OperationCanceledException("the peer is gone");
    }

    private void Count(int bytes)
    {
        _written += bytes;
        progress.Report(_written);
    }
}
