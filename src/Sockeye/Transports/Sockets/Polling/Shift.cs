using System.Collections.Concurrent;
using Sockeye.Native;

namespace Sockeye.Transports.Sockets.Polling;

/// <summary>The time in which one thread takes the events of a loop.</summary>
/// <remarks>
/// Written by that thread; read, and ended, by the <see cref="StallWatch"/>, which then hands over who was put behind.
/// </remarks>
internal sealed class Shift(StallWatch watch)
{
    private readonly ConcurrentQueue<(PolledSocket Socket, uint Changes)> _more = new();
    private PolledSocket? _holder;
    private long _events;
    private volatile bool _isOver;

    /// <summary>Another thread has taken over.</summary>
    public bool IsOver => _isOver;

    /// <summary>How many events it has taken.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>The socket whose event is under way; null between two.</summary>
    public PolledSocket? Holder => Volatile.Read(ref _holder);

    /// <summary>Whether some have used up their turn, and could go on.</summary>
    public bool HasMore => !_more.IsEmpty;

    /// <summary>Runs what follows from an event, or from what is taken for one.</summary>
    public void Serve(PolledSocket socket, uint changes)
    {
        Volatile.Write(ref _events, _events + 1);
        Interlocked.Exchange(ref _holder, socket); // before we look whether the watch sleeps
        watch.WakeUp();
        EventBudget.Begin(this);
        socket.OnChange(changes);
        EventBudget.End();
        Volatile.Write(ref _holder, null);
    }

    /// <summary>Lets a socket go on after the others, as if the kernel had told it a change.</summary>
    /// <param name="socket">Whose turn is used up.</param>
    /// <param name="changes">What it may try again: <see cref="Epoll.Read"/> or <see cref="Epoll.Write"/>.</param>
    public void PutBehind(PolledSocket socket, uint changes)
    {
        _more.Enqueue((socket, changes));
        if (_isOver)
            HandOver();
    }

    /// <summary>A turn for each that was put behind until now.</summary>
    public void GoOn()
    {
        for (int left = _more.Count; left > 0 && _more.TryDequeue(out (PolledSocket Socket, uint Changes) next); left--)
            Serve(next.Socket, next.Changes);
    }

    /// <summary>
    /// This thread serves no more, or is held up: who was put behind goes on elsewhere. From any thread.
    /// </summary>
    public void HandOver()
    {
        while (_more.TryDequeue(out (PolledSocket Socket, uint Changes) next))
            next.Socket.OnChange(next.Changes, onPool: true);
    }

    public void End() => _isOver = true;
}
