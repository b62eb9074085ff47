using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Sockeye.Transports;

/// <summary>What a peer sends, as a pipe without a pump: whoever reads receives.</summary>
/// <remarks>
/// Holds a buffer only while there are bytes in it: a connection that waits costs none, but for a wait that was told
/// too much. What is not consumed stays in one piece, at the cost of a copy when the buffer has become too small for
/// it.
/// </remarks>
internal sealed class ConnectionReader(StreamConnection connection) : PipeReader
{
    private byte[] _buffer = []; // rented, unless it is empty
    private int _start; // of what is not consumed
    private int _end;
    private bool _isExamined = true; // all of it: only more can help
    private bool _hasEnded;
    private ReadOnlySequence<byte> _lent;

    /// <summary>Whether something was received and not consumed, examined or not.</summary>
    public bool HoldsAny => _end > _start;

    /// <summary>What was received and not consumed; to be advanced as after a read.</summary>
    public ReadResult Held() => Lend();

    /// <summary>Takes some of what was received and not consumed.</summary>
    public int Take(Span<byte> buffer)
    {
        int bytes = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, bytes).CopyTo(buffer);
        _start += bytes;
        if (_start == _end)
            GiveBack();
        return bytes;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out ReadResult result) ? new(result) : ReceiveMoreAsync(cancellationToken);

    public override bool TryRead(out ReadResult result)
    {
        result = default;
        if (_isExamined && !_hasEnded)
            return false;

        result = Lend();
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _isExamined = _lent.Slice(examined).IsEmpty;
        _start = _end - (int)_lent.Slice(consumed).Length;
        if (_start == _end)
            GiveBack();
    }

    public override void CancelPendingRead() =>
        throw new NotSupportedException("a connection's reads are cancelled by the token given to ReadAsync");

    public override void Complete(Exception? exception = null)
    {
        GiveBack();
        _hasEnded = true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> ReceiveMoreAsync(CancellationToken cancel)
    {
        if (_buffer.Length == 0)
            await connection.WaitToReceiveAsync(cancel);
        MakeRoom();
        int bytes = await connection.ReceiveAsync(_buffer.AsMemory(_end), cancel);
        connection.CountReceived(bytes);
        _end += bytes;
        _hasEnded = bytes == 0;
        return Lend();
    }

    private ReadResult Lend()
    {
        _lent = new ReadOnlySequence<byte>(_buffer, _start, _end - _start);
        return new ReadResult(_lent, isCanceled: false, _hasEnded);
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;

        int held = _end - _start;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(connection.ReceiveBufferBytes, 2 * held));
        _buffer.AsSpan(_start, held).CopyTo(larger);
        GiveBack();
        (_buffer, _end) = (larger, held);
    }

    private void GiveBack()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = ([], 0, 0);
    }
}
