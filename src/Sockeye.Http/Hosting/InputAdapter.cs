using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;

namespace Sockeye.Http.Hosting;

/// <summary>
/// What a peer sends, as Kestrel reads it: reads can be cancelled, and a lost peer is told in Kestrel's words.
/// </summary>
/// <param name="input">The connection's.</param>
/// <param name="onBroken">Is told when the peer is gone.</param>
internal sealed class InputAdapter(PipeReader input, Action onBroken) : PipeReader, IDisposable
{
    private readonly Lock _lock = new();
    private readonly ScannedInput _scanned = new(input);
    private CancellationTokenSource _cancelled = new();
    private bool _isDisposed;
    private bool _lentNothing; // the last read was cancelled: there is nothing to advance

    /// <summary>Whether the peer has ended its stream in good order.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What comes from now on is not HTTP. To be called while nobody reads.</summary>
    public void LeaveHttp() => _scanned.TurnOff();

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        _scanned.ThrowIfRefused();
        CancellationToken cancelled = Cancelled();
        if (cancelled.IsCancellationRequested)
            return new ValueTask<ReadResult>(CancelledRead());

        ValueTask<ReadResult> read = cancellationToken.CanBeCanceled
            ? ReadLinkedAsync(cancelled, cancellationToken)
            : input.ReadAsync(cancelled);
        if (!read.IsCompletedSuccessfully)
            return FinishAsync(read, cancelled);

        ReadResult result = read.Result;
        HasEnded |= result.IsCompleted;
        return new ValueTask<ReadResult>(_scanned.Check(result));
    }

    public override bool TryRead(out ReadResult result)
    {
        _scanned.ThrowIfRefused();
        if (!Cancelled().IsCancellationRequested)
        {
            bool hasRead = input.TryRead(out result);
            if (hasRead)
                result = _scanned.Check(result);
            return hasRead;
        }

        result = CancelledRead();
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_lentNothing)
        {
            _lentNothing = false;
            return;
        }

        _scanned.Advance(consumed, examined);
        input.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead()
    {
        lock (_lock)
        {
            if (!_isDisposed) // a server that stops may come too late
                _cancelled.Cancel();
        }
    }

    /// <summary>The connection completes its own pipe.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _cancelled.Dispose();
        }
    }

    private async ValueTask<ReadResult> ReadLinkedAsync(CancellationToken cancelled, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, cancel);
        try
        {
            return await input.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
    }

    // Once for each request that comes when it is waited for.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> FinishAsync(ValueTask<ReadResult> read, CancellationToken cancelled)
    {
        ReadResult result;
        try
        {
            result = await read;
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            return CancelledRead();
        }
        catch (IOException e)
        {
            onBroken();
            throw new ConnectionResetException(e.Message, e);
        }

        HasEnded |= result.IsCompleted;
        return _scanned.Check(result);
    }

    private CancellationToken Cancelled()
    {
        lock (_lock)
            return _cancelled.Token;
    }

    private ReadResult CancelledRead()
    {
        lock (_lock)
        {
            _cancelled.Dispose();
            _cancelled = new CancellationTokenSource();
        }

        _lentNothing = true;
        return new ReadResult(ReadOnlySequence<byte>.Empty, isCanceled: true, isCompleted: false);
    }
}
