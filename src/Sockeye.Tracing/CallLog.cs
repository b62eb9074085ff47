namespace Sockeye.Tracing;

/// <summary>The calls of a trace, of which it keeps a bounded number: the first half and the last half of it.</summary>
/// <remarks>
/// Offsets and states are counted over all calls, so what is kept stays right. Thread-safe.
/// </remarks>
/// <param name="maxCalls">How many calls are kept, at least 2.</param>
public sealed class CallLog(int maxCalls)
{
    /// <summary>The default bound: as many as a person may look through, and a browser draws at once.</summary>
    public const int DefaultMaxCalls = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<TracedSocket, Progress> _sockets = [];
    private readonly List<LoggedCall> _first = [];
    private readonly Queue<LoggedCall> _last = new();
    private int _count;

    /// <summary>How many calls there were.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>How many of them are not kept.</summary>
    public int Dropped
    {
        get
        {
            lock (_lock)
                return _count - _first.Count - _last.Count;
        }
    }

    /// <summary>Whether the calls from now on are those that may be dropped again.</summary>
    public bool IsFirstHalfFull
    {
        get
        {
            lock (_lock)
                return _first.Count >= maxCalls / 2;
        }
    }

    /// <summary>How many of the last calls are kept.</summary>
    public int LastHalf => maxCalls - (maxCalls / 2);

    /// <summary>Counts a call that moved bytes and will not be kept.</summary>
    public void Skip(TracedSocket socket, CallKind kind, long bytes)
    {
        lock (_lock)
        {
            _count++;
            ProgressOf(socket).Move(kind, bytes);
        }
    }

    /// <summary>Takes a call that has ended.</summary>
    public void Add(TracedCall call)
    {
        lock (_lock)
        {
            LoggedCall logged = Place(call);
            if (_first.Count < maxCalls / 2)
            {
                _first.Add(logged);
                return;
            }

            _last.Enqueue(logged);
            if (_last.Count > LastHalf)
                _last.Dequeue();
        }
    }

    /// <summary>What is kept, in the order it came in.</summary>
    public IReadOnlyList<LoggedCall> Kept()
    {
        lock (_lock)
            return [.. _first, .. _last];
    }

    private LoggedCall Place(TracedCall call)
    {
        _count++;
        if (call.Socket is not { } socket)
            return new LoggedCall(_count, call, offset: 0, SocketState.Unbound, SocketState.Unbound);

        Progress progress = ProgressOf(socket);
        SocketState before = progress.State;
        long offset = call.Kind == CallKind.Receive ? progress.Received : progress.Sent;
        progress.Take(call);
        if (call is { NewSocket: { } made, Error: null })
            ProgressOf(made).State = SocketState.Established;
        if (call.Kind == CallKind.Close)
            _sockets.Remove(socket);
        return new LoggedCall(_count, call, offset, before, progress.State);
    }

    private Progress ProgressOf(TracedSocket socket)
    {
        if (!_sockets.TryGetValue(socket, out Progress? progress))
            _sockets.Add(socket, progress = new Progress());
        return progress;
    }

    private sealed class Progress
    {
        public SocketState State { get; set; }

        public long Sent { get; private set; }

        public long Received { get; private set; }

        public void Take(TracedCall call)
        {
            State = SocketStates.After(State, call);
            Move(call.Kind, call.Bytes);
        }

        public void Move(CallKind kind, long bytes)
        {
            if (kind == CallKind.Send)
                Sent += bytes;
            else if (kind == CallKind.Receive)
                Received += bytes;
        }
    }
}
