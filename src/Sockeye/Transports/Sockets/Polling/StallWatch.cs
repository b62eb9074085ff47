namespace Sockeye.Transports.Sockets.Polling;

/// <summary>
/// Sees to it that a loop always has a thread that takes events: one that a handler holds up is replaced.
/// </summary>
/// <remarks>
/// It looks at the working thread from time to time, and sleeps while the loop has nothing to do. A thread that was
/// replaced ends when it comes back; until then two may take events, each its own.
/// </remarks>
internal sealed class StallWatch(string name, Action<Shift> takeEvents)
{
    /// <summary>
    /// How long an event may last: at least this, at most twice as long. Our choice: far above what a handler needs
    /// that waits for nothing, far below what a person notices.
    /// </summary>
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromMilliseconds(10);

    // Until another thread is tried again. Our choice: each try takes a descriptor from who needs one.
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    private readonly AutoResetEvent _wakeUp = new(initialState: false);
    private Shift _shift = null!; // the shift that takes the events now
    private int _isAsleep;

    /// <summary>Starts the watch, which starts the first working thread.</summary>
    /// <returns>Whether the system allowed both.</returns>
    public bool TryStart()
    {
        var isWorking = new TaskCompletionSource<bool>();
        return TryStartThread(name + "-watch", () => StartAndWatch(isWorking))
            && isWorking.Task.GetAwaiter().GetResult();
    }

    /// <summary>Called at each event: from now on there is something to look at.</summary>
    public void WakeUp()
    {
        if (Volatile.Read(ref _isAsleep) != 0)
            _wakeUp.Set();
    }

    // Unsafe: it must not keep what flows with whoever happened to wait first.
    private static bool TryStartThread(string name, ThreadStart run)
    {
        try
        {
            new Thread(run) { Name = name, IsBackground = true }.UnsafeStart();
            return true;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            return false; // the system allows no more threads, or the pipe that each takes
        }
    }

    private bool TryStartShift()
    {
        var shift = new Shift(this);
        if (!TryStartThread(name, () => takeEvents(shift)))
            return false;

        _shift = shift;
        return true;
    }

    private void StartAndWatch(TaskCompletionSource<bool> isWorking)
    {
        bool isStarted = TryStartShift();
        isWorking.SetResult(isStarted);
        if (isStarted)
            Watch();
    }

    private void Watch()
    {
        long seen = -1;
        while (true)
        {
            _wakeUp.WaitOne(WaitTimeout);
            long events = _shift.Events;
            if (events != seen)
                seen = events; // the loop's thread gets on
            else if (_shift.Holder is { } holder)
                Relieve(holder);
            else
                Sleep();
        }
    }

    // Until there is an event. One may have come before we said that we sleep, so look again.
    private void Sleep()
    {
        Interlocked.Exchange(ref _isAsleep, 1);
        if (_shift.Holder is null)
            _wakeUp.WaitOne();
        Interlocked.Exchange(ref _isAsleep, 0);
    }

    private void Relieve(PolledSocket holder)
    {
        holder.KeepOffTheLoop();
        Shift tired = _shift;
        if (!TryStartShift())
        {
            _wakeUp.WaitOne(RetryPause); // the tired one goes on when it can; nobody wakes us while we are awake
            return;
        }

        tired.End();
        tired.HandOver(); // its own thread may be held up for long
    }
}
