using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Sockeye.Transports;

/// <summary>What we send to a peer, as a pipe without a pump: whoever flushes sends.</summary>
/// <remarks>Holds a buffer only from the first byte written to the flush.</remarks>
internal sealed class ConnectionWriter(StreamConnection connection) : PipeWriter
{
    private const int LeastBytes = 4 * 1024; // a line, or the head of an answer

    private byte[] _buffer = []; // rented, unless it is empty
    private int _written;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _written;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_written);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _buffer.Length - _written);
        _written += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_written == 0)
            return default;

        ValueTask sending = connection.SendAllAsync(_buffer.AsMemory(0, _written), cancellationToken);
        if (!sending.IsCompletedSuccessfully)
            return FinishAsync(sending);

        GiveBack();
        return default;
    }

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (_written == 0 && !source.IsEmpty)
            return FinishAsync(connection.SendAllAsync(source, cancellationToken)); // straight from the caller's memory

        this.Write(source.Span);
        return FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() =>
        throw new NotSupportedException("a connection's sends are cancelled by the token given to FlushAsync");

    /// <summary>Forgets what was not flushed.</summary>
    public override void Complete(Exception? exception = null) => GiveBack();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> FinishAsync(ValueTask sending)
    {
        await sending;
        GiveBack();
        return default;
    }

    private void MakeRoom(int bytes)
    {
        if (_buffer.Length - _written >= bytes)
            return;

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(LeastBytes, Math.Max(2 * _written, _written + bytes)));
        _buffer.AsSpan(0, _written).CopyTo(larger);
        int written = _written;
        GiveBack();
        (_buffer, _written) = (larger, written);
    }

    private void GiveBack()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _written) = ([], 0);
    }
}
