using System.Threading.Tasks.Sources;

namespace Sockeye.Transports.Sockets.Polling;

/// <summary>One wait for a <see cref="Readiness"/>. Used again and again, so that waiting allocates nothing.</summary>
internal sealed class ReadinessWait(Readiness readiness) : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _cancelling;
    private CancellationToken _cancel;

    /// <summary>The list's link; belongs to the <see cref="Readiness"/>.</summary>
    internal ReadinessWait? Next;

    public ValueTask Start(CancellationToken cancel)
    {
        _cancel = cancel;
        var task = new ValueTask(this, _core.Version);
        if (cancel.CanBeCanceled)
            _cancelling = cancel.UnsafeRegister(static wait => ((ReadinessWait)wait!).Cancel(), this);
        return task;
    }

    public void Complete(bool onPool)
    {
        _core.RunContinuationsAsynchronously = onPool;
        _core.SetResult(true);
    }

    public void GetResult(short token)
    {
        try
        {
            _core.GetResult(token);
        }
        finally
        {
            _cancelling.Dispose(); // waits for a cancellation that is just looking whether it came too late
            _cancelling = default;
            _core.Reset();
            readiness.Recycle(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    // Whoever waits must not go on inside the Cancel() of somebody else.
    private void Cancel()
    {
        if (!readiness.TryRemove(this))
            return;

        _core.RunContinuationsAsynchronously = true;
        _core.SetException(new OperationCanceledException(_cancel));
    }
}
