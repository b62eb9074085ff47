using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sockeye.Native;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets.Polling;

/// <summary>Waits for many sockets at once, by epoll(7), and wakes up whoever waits for one of them.</summary>
/// <remarks>
/// <para>One thread takes the events one after the other, and runs what follows from each: the handler that waited for
/// it goes on right there, so a message costs no switch of threads.</para>
/// <para>A handler that never has to wait takes its turns all the same (<see cref="EventBudget"/>): the events that
/// came meanwhile are between them.</para>
/// <para>A handler may block all the same. A <see cref="StallWatch"/> then lets another thread take the events after
/// it, and the socket it came from is served on the thread pool for a while.</para>
/// <para>A loop lives as long as the process.</para>
/// </remarks>
internal sealed class EventLoop
{
    private const int BatchEvents = 256; // how many the kernel tells at once; more only wait for the next time

    private readonly SafeFileHandle _epoll;
    private readonly PolledSockets _sockets = new();
    private readonly EpollEvents _batch = new(BatchEvents);
    private readonly Lock _turn = new(); // who holds it takes the next event, or waits for some
    private int _next;
    private int _count;

    private EventLoop(SafeFileHandle epoll) => _epoll = epoll;

    /// <summary>Starts a loop.</summary>
    /// <param name="name">For its threads, as debuggers and <c>ps -T</c> show them.</param>
    /// <exception cref="SocketException">The process or the system has no descriptor, or no thread, left.</exception>
    public static EventLoop Start(string name)
    {
        SocketErrors.ThrowIfFailed(Epoll.Create(out SafeFileHandle epoll));
        var loop = new EventLoop(epoll);
        if (new StallWatch(name, loop.TakeEvents).TryStart())
            return loop;

        epoll.Dispose();
        throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
    }

    /// <summary>Begins to tell a socket what changes, its state of now included.</summary>
    /// <returns>Its tag here.</returns>
    /// <exception cref="SocketException">The kernel has no room for it.</exception>
    public ulong Add(PolledSocket socket, SafeHandle descriptor)
    {
        ulong tag = _sockets.Add(socket);
        Errno error = Epoll.Add(_epoll, descriptor, Epoll.AllChanges, tag);
        if (error == Errno.None)
            return tag;

        _sockets.Remove(tag);
        throw new SocketException((int)SocketErrors.Of(error));
    }

    /// <summary>Ends it. An event that is on its way may still come.</summary>
    public void Remove(ulong tag, SafeHandle descriptor)
    {
        Epoll.Remove(_epoll, descriptor);
        _sockets.Remove(tag);
    }

    private void TakeEvents(Shift shift)
    {
        while (!shift.IsOver)
        {
            (PolledSocket? socket, uint changes) = TakeNext(mayWait: !shift.HasMore);
            if (socket is not null)
                shift.Serve(socket, changes);
            if (shift.HasMore && (socket is null || Volatile.Read(ref _next) == Volatile.Read(ref _count)))
                shift.GoOn();
        }

        shift.HandOver();
    }

    private (PolledSocket? Socket, uint Changes) TakeNext(bool mayWait)
    {
        if (mayWait)
            _turn.Enter();
        else if (!_turn.TryEnter())
            return (null, 0); // another thread waits there for events
        try
        {
            if (_next == _count)
                (_next, _count) = (0, Epoll.Wait(_epoll, _batch, onlyLook: !mayWait));
            if (_next == _count)
                return (null, 0); // nothing new, or it was a signal

            int index = _next++;
            return (_sockets.At(_batch.TagAt(index)), _batch.ChangesAt(index));
        }
        finally
        {
            _turn.Exit();
        }
    }
}
