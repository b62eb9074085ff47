namespace Sockeye.Serving;

/// <summary>
/// How many connections the servers of a process may have at once, all together: what they share is the number of
/// open files. Each server has its own limit besides.
/// </summary>
/// <remarks>
/// Closed at first, so that servers can be made before it is known how much is left for their connections. Peers beyond
/// it wait in the kernel's backlog, unless others have more than their share. Each server holds one place for the peer
/// it waits for.
/// </remarks>
public sealed class ConnectionRoom
{
    private readonly SemaphoreSlim _places = new(0);
    private int _taken;
    private int _most;

    /// <summary>How many places are taken now.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>How many were taken at once since this was last asked; a race may miss a few.</summary>
    public int ForgetMost() => Interlocked.Exchange(ref _most, Taken);

    /// <summary>Adds places.</summary>
    public void Open(int places)
    {
        Places += places;
        _places.Release(places);
    }

    /// <summary>How many places there are, taken or not.</summary>
    internal int Places { get; private set; }

    /// <summary>The connections that have places, of all servers.</summary>
    internal OpenConnections Connections { get; } = new();

    internal async Task TakeAsync(CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        Count();
    }

    internal bool TryTake()
    {
        bool isTaken = _places.Wait(TimeSpan.Zero);
        if (isTaken)
            Count();
        return isTaken;
    }

    internal void Return()
    {
        Interlocked.Decrement(ref _taken);
        _places.Release();
    }

    private void Count()
    {
        int taken = Interlocked.Increment(ref _taken);
        if (taken > Volatile.Read(ref _most))
            Volatile.Write(ref _most, taken);
    }
}
