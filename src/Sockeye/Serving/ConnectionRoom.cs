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

    internal Task TakeAsync(CancellationToken stop) => _places.WaitAsync(stop);

    internal bool TryTake() => _places.Wait(TimeSpan.Zero);

    internal void Return() => _places.Release();
}
