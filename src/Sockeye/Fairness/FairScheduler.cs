namespace Sockeye.Fairness;

/// <summary>
/// Turns at something that only a few can have at once. Who waits is served peer by peer, not in the order of coming:
/// a thousand waits of one peer keep another for one turn. Safe from any thread.
/// </summary>
/// <param name="atOnce">How many have a turn at once.</param>
public sealed class FairScheduler(int atOnce)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(PeerNetwork Peer, bool IsFirst), Line> _lines = [];
    private readonly LinkedList<Line> _next = new(); // those with somebody waiting, in the order of their turns
    private int _taken;

    /// <summary>Waits for a turn. It lasts until <see cref="Return"/>.</summary>
    /// <param name="peer">For whom.</param>
    /// <param name="isFirst">Whether the peer goes before those who are not.</param>
    /// <param name="cancel">Gives up.</param>
    public ValueTask TakeAsync(PeerNetwork peer, bool isFirst, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_taken < atOnce)
            {
                _taken++;
                return ValueTask.CompletedTask;
            }

            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Enqueue(peer, isFirst, waiting);
            return new ValueTask(cancel.CanBeCanceled ? WaitAsync(waiting, cancel) : waiting.Task);
        }
    }

    /// <summary>The turn is over: the next peer has it.</summary>
    public void Return()
    {
        lock (_lock)
        {
            while (_next.First is { Value: var line })
            {
                TaskCompletionSource waiting = line.Waiting.Dequeue();
                _next.RemoveFirst();
                if (line.Waiting.Count > 0)
                    Append(line);
                else
                    _lines.Remove((line.Peer, line.IsFirst));
                if (waiting.TrySetResult())
                    return; // the next in the row has the turn now
            }

            _taken--;
        }
    }

    private static async Task WaitAsync(TaskCompletionSource waiting, CancellationToken cancel)
    {
        await using (cancel.Register(() => waiting.TrySetCanceled(cancel)))
            await waiting.Task;
    }

    private void Enqueue(PeerNetwork peer, bool isFirst, TaskCompletionSource waiting)
    {
        if (!_lines.TryGetValue((peer, isFirst), out Line? line))
        {
            _lines[(peer, isFirst)] = line = new Line(peer, isFirst);
            Append(line);
        }

        line.Waiting.Enqueue(waiting);
    }

    // Behind the others of its kind.
    private void Append(Line line)
    {
        LinkedListNode<Line>? last = _next.Last;
        while (line.IsFirst && last is { Value.IsFirst: false })
            last = last.Previous;
        if (last is null)
            _next.AddFirst(line);
        else
            _next.AddAfter(last, line);
    }

    /// <summary>Those of one peer who wait, in the order of their coming.</summary>
    private sealed class Line(PeerNetwork peer, bool isFirst)
    {
        public PeerNetwork Peer => peer;

        public bool IsFirst => isFirst;

        public Queue<TaskCompletionSource> Waiting { get; } = new();
    }
}
