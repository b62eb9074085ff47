namespace Sockeye.Transports.Sockets.Polling;

/// <summary>One direction of a socket: whether a call may be tried, and who waits until it may.</summary>
/// <remarks>
/// <para>The kernel tells each change once. So whoever tries a call clears the flag first: a change that comes after
/// that is told anew, and one that came before is seen by the call.</para>
/// <para>Whoever waits last goes on inside <see cref="Set"/>, on the event loop's own thread. Several may wait at once:
/// all of them may try then, the others on the thread pool. Safe from any thread.</para>
/// </remarks>
/// <param name="isSet">Whether a call may be tried before anything was told.</param>
internal sealed class Readiness(bool isSet)
{
    private readonly Lock _lock = new();
    private ReadinessWait? _waits; // a list; almost always of one or none
    private ReadinessWait? _spare;
    private volatile bool _isSet = isSet;
    private volatile bool _isOver; // nothing will change any more: a wait would have no end

    /// <summary>A call may be tried.</summary>
    public bool IsSet => _isSet || _isOver;

    /// <summary>A call is about to be tried: what was told until now is used up.</summary>
    public void Clear() => _isSet = false;

    /// <summary>
    /// A call would have had to wait. So it has not ended, whatever was told, unless that came meanwhile: one more try.
    /// </summary>
    public void NotYet()
    {
        if (!_isOver)
            return;

        _isOver = false;
        Set(onPool: true);
    }

    /// <summary>Waits until a call may be tried.</summary>
    /// <param name="cancel">Ends the wait.</param>
    public ValueTask WaitAsync(CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
            return ValueTask.FromCanceled(cancel);

        ReadinessWait wait;
        lock (_lock)
        {
            if (IsSet)
                return ValueTask.CompletedTask;

            wait = _spare ?? new ReadinessWait(this);
            _spare = null;
            wait.Next = _waits;
            _waits = wait; // from here on it may be told
        }

        return wait.Start(cancel);
    }

    /// <summary>A call may be tried: tells whoever waits.</summary>
    /// <param name="onPool">Whether nobody may go on on this thread.</param>
    public void Set(bool onPool)
    {
        if (_isSet)
            return; // then nobody waits

        ReadinessWait? waits;
        lock (_lock)
        {
            _isSet = true;
            waits = _waits;
            _waits = null;
        }

        Complete(waits, onPool);
    }

    /// <summary>The socket has ended, or is closed: from now on every call may be tried, and says so itself.</summary>
    public void End(bool onPool)
    {
        _isOver = true; // first: whoever is told must see it
        Set(onPool);
    }

    /// <summary>Takes a wait out of the list; false when it has been told already.</summary>
    internal bool TryRemove(ReadinessWait wait)
    {
        lock (_lock)
        {
            for (ref ReadinessWait? link = ref _waits; link is not null; link = ref link.Next)
            {
                if (link != wait)
                    continue;

                link = wait.Next;
                return true;
            }

            return false;
        }
    }

    /// <summary>Takes back a wait that is over, for the next one.</summary>
    internal void Recycle(ReadinessWait wait) => _spare ??= wait; // a race costs one object

    private static void Complete(ReadinessWait? wait, bool onPool)
    {
        while (wait is not null)
        {
            ReadinessWait? next = wait.Next; // before it is told: from then on it may be used again
            wait.Next = null;
            wait.Complete(onPool || next is not null); // only the last goes on here: none is in another's way
            wait = next;
        }
    }
}
