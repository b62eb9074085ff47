namespace Sockeye.Serving;

/// <summary>
/// How many connections the servers of a process may have at once, all together: what they share is the number of
/// open files. Each server has its own limit besides.
/// </summary>
/// <remarks>
/// Closed at first, so that servers can be made before it is known how much is left for their connections. Peers beyond
/// it wait in the kernel's backlog, unless others have more than their share. Each server holds one place for the peer
/// it waits for. Safe from any thread.
/// </remarks>
public sealed class ConnectionLimit
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _first = new();
    private readonly LinkedList<TaskCompletionSource> _others = new();
    private int _free;

    /// <summary>Adds places.</summary>
    public void Open(int places)
    {
        Places += places;
        for (int i = 0; i < places; i++)
            Return();
    }

    /// <summary>How many places there are, taken or not.</summary>
    public int Places { get; private set; }

    /// <summary>The connections that have places, of all servers.</summary>
    internal OpenConnections Connections { get; } = new();

    /// <summary>Waits for a place.</summary>
    /// <param name="isFirst">
    /// Before those who are not: for whom another gave way. Otherwise that place would go to another server, for the
    /// next peer of its backlog, who may be whom it was taken from.
    /// </param>
    /// <param name="stop">Gives up.</param>
    internal Task TakeAsync(bool isFirst, CancellationToken stop)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            (isFirst ? _first : _others).AddLast(waiting);
        }

        return WaitAsync(waiting, stop);
    }

    /// <summary>Takes a place that is free: nobody waits then.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            if (_free == 0)
                return false;

            _free--;
            return true;
        }
    }

    /// <summary>Gives one back: who waits has it now.</summary>
    public void Return()
    {
        lock (_lock)
        {
            LinkedList<TaskCompletionSource> line = _first.Count > 0 ? _first : _others;
            if (line.First is not { Value: var waiting })
            {
                _free++;
                return;
            }

            line.RemoveFirst();
            waiting.SetResult();
        }
    }

    private async Task WaitAsync(TaskCompletionSource waiting, CancellationToken stop)
    {
        await using (stop.Register(() => GiveUp(waiting, stop)))
            await waiting.Task;
    }

    private void GiveUp(TaskCompletionSource waiting, CancellationToken stop)
    {
        lock (_lock)
        {
            if (_first.Remove(waiting) || _others.Remove(waiting)) // else the place was given already
                waiting.SetCanceled(stop);
        }
    }
}
