namespace Sockeye.Transports.Sockets.Polling;

/// <summary>The time in which one thread takes the events of a loop.</summary>
/// <remarks>Written by that thread; read, and ended, by the <see cref="StallWatch"/>.</remarks>
internal sealed class Shift(StallWatch watch)
{
    private PolledSocket? _holder;
    private long _events;
    private volatile bool _isOver;

    /// <summary>Another thread has taken over.</summary>
    public bool IsOver => _isOver;

    /// <summary>How many events it has taken.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>The socket whose event is under way; null between two.</summary>
    public PolledSocket? Holder => Volatile.Read(ref _holder);

    /// <summary>Runs what follows from an event.</summary>
    public void Serve(PolledSocket socket, uint changes)
    {
        Volatile.Write(ref _events, _events + 1);
        Interlocked.Exchange(ref _holder, socket); // before we look whether the watch sleeps
        watch.WakeUp();
        socket.OnChange(changes);
        Volatile.Write(ref _holder, null);
    }

    public void End() => _isOver = true;
}
