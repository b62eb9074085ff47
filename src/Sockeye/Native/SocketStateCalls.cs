using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>What the kernel tells about a socket beside its options. Linux only; nothing waits.</summary>
internal static partial class SocketStateCalls
{
    private const nuint BytesToRead = 0x541b; // FIONREAD, ioctl_tty(2), tcp(7), udp(7)
    private const nuint BytesNotTaken = 0x5411; // SIOCOUTQ, tcp(7)
    private const nuint BytesNotSent = 0x894b; // SIOCOUTQNSD, linux/sockios.h

    /// <summary>What has arrived: bytes of a stream, or the length of the next datagram.</summary>
    public static Errno ReceiveQueue(SafeHandle socket, out int bytes) => Ask(socket, BytesToRead, out bytes);

    /// <summary>What the kernel has taken, and the peer has not acknowledged (TCP) or not received.</summary>
    public static Errno SendQueue(SafeHandle socket, out int bytes) => Ask(socket, BytesNotTaken, out bytes);

    /// <summary>What of that has not even left (TCP): the peer's window has no room.</summary>
    public static Errno UnsentQueue(SafeHandle socket, out int bytes) => Ask(socket, BytesNotSent, out bytes);

    /// <summary>Whether the peer of a stream has ended its sending.</summary>
    public static bool PeerEnded(SafeHandle socket)
    {
        using var hold = new DescriptorHold(socket);
        if (!hold.IsHeld)
            return false;

        var asked = PollDescriptor.Of(socket, PollDescriptor.PeerHasEnded);
        return PollDescriptor.Poll(ref asked, count: 1, timeoutMilliseconds: 0) > 0
            && (asked.Returned & PollDescriptor.PeerHasEnded) != 0;
    }

    private static Errno Ask(SafeHandle socket, nuint request, out int bytes)
    {
        bytes = 0;
        using var hold = new DescriptorHold(socket);
        if (!hold.IsHeld)
            return Errno.BadDescriptor;

        return IoControl(socket, request, out bytes) >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    [LibraryImport(Libc.Library, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoControl(SafeHandle socket, nuint request, out int value);
}
