using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native;

/// <summary>The kernel's event queue, epoll(7): which of many descriptors may be read or written.</summary>
internal static partial class Epoll
{
    /// <summary>EPOLLIN | EPOLLPRI | EPOLLOUT | EPOLLRDHUP | EPOLLET: both directions, each change told once.</summary>
    public const uint AllChanges = Read | Urgent | Write | 0x2000 | (1u << 31);

    /// <summary>EPOLLIN: there is something to receive.</summary>
    public const uint Read = 0x1;

    /// <summary>EPOLLOUT: there is room to send.</summary>
    public const uint Write = 0x4;

    /// <summary>EPOLLPRI: there is a mark in the stream before which receiving stops (tcp(7), urgent data).</summary>
    public const uint Urgent = 0x2;

    /// <summary>EPOLLIN | EPOLLPRI | EPOLLERR | EPOLLHUP | EPOLLRDHUP: receiving would not wait.</summary>
    public const uint MayRead = Read | Urgent | Ended;

    /// <summary>EPOLLOUT | EPOLLERR | EPOLLHUP: sending would not wait.</summary>
    public const uint MayWrite = Write | 0x8 | 0x10;

    /// <summary>EPOLLERR | EPOLLHUP | EPOLLRDHUP: nothing more will come; no further change may be told.</summary>
    public const uint Ended = 0x8 | 0x10 | 0x2000;

    /// <summary>EPOLLERR | EPOLLHUP: nothing can be sent any more either.</summary>
    public const uint BothEnded = 0x8 | 0x10;

    private const int CloseOnExec = 0x8_0000; // EPOLL_CLOEXEC
    private const int OpAdd = 1; // EPOLL_CTL_ADD
    private const int OpDelete = 2; // EPOLL_CTL_DEL
    private const int WithoutEnd = -1;

    /// <summary>Makes a queue.</summary>
    public static Errno Create(out SafeFileHandle epoll)
    {
        int fd = EpollCreate1(CloseOnExec);
        epoll = new SafeFileHandle(fd, ownsHandle: true);
        return fd >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    /// <summary>Begins to tell changes of a descriptor, its state of now included.</summary>
    public static Errno Add(SafeHandle epoll, SafeHandle descriptor, uint changes, ulong tag) =>
        Control(epoll, OpAdd, descriptor, changes, tag);

    /// <summary>Ends it. Closing alone does not, while a child being started has a copy of the descriptor.</summary>
    public static void Remove(SafeHandle epoll, SafeHandle descriptor) =>
        Control(epoll, OpDelete, descriptor, changes: 0, tag: 0);

    /// <summary>Waits until something changes, or only looks.</summary>
    /// <returns>How many events there are; 0 also when a signal came in between.</returns>
    public static int Wait(SafeHandle epoll, EpollEvents events, bool onlyLook) =>
        Math.Max(0, EpollWait(epoll, ref events.First, events.Capacity, onlyLook ? 0 : WithoutEnd));

    private static Errno Control(SafeHandle epoll, int operation, SafeHandle descriptor, uint changes, ulong tag)
    {
        var change = new EpollEvents(capacity: 1);
        change.Set(0, changes, tag);
        return EpollControl(epoll, operation, descriptor, ref change.First) == 0
            ? Errno.None
            : (Errno)Marshal.GetLastPInvokeError();
    }

    [LibraryImport(Libc.Library, EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate1(int flags);

    [LibraryImport(Libc.Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollControl(SafeHandle epoll, int operation, SafeHandle descriptor, ref uint change);

    [LibraryImport(Libc.Library, EntryPoint = "epoll_wait")]
    private static partial int EpollWait(SafeHandle epoll, ref uint events, int maxEvents, int timeoutMs);
}
