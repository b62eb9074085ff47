using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>
/// The socket calls that move data, none of which waits: what would have to says <see cref="Errno.Again"/>.
/// </summary>
/// <remarks>
/// The call of the kernel takes microseconds, so that what .NET adds to it matters: the handle is passed as it is, and
/// nothing is copied or allocated on the way.
/// </remarks>
internal static partial class SocketCalls
{
    private const int DoNotWait = 0x40; // MSG_DONTWAIT
    private const int NoSignal = 0x4000; // MSG_NOSIGNAL: an error instead of SIGPIPE
    private const int TellLength = 0x20; // MSG_TRUNC: of a datagram, the real length
    private const int NonBlocking = 0x800; // SOCK_NONBLOCK
    private const int CloseOnExec = 0x8_0000; // SOCK_CLOEXEC

    /// <summary><c>accept</c>: the next peer that waits.</summary>
    /// <param name="listener">A listening socket.</param>
    /// <param name="address">Where to write the peer's address.</param>
    /// <param name="addressBytes">How long it is.</param>
    /// <param name="descriptor">The peer's socket.</param>
    public static Errno Accept(SafeHandle listener, Span<byte> address, out int addressBytes, out int descriptor)
    {
        addressBytes = address.Length;
        descriptor = Accept4(
            listener, ref MemoryMarshal.GetReference(address), ref addressBytes, NonBlocking | CloseOnExec);
        return descriptor >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    /// <summary><c>connect</c>: begins to, at least.</summary>
    public static Errno Connect(SafeHandle socket, ReadOnlySpan<byte> address) =>
        Result(Connect(socket, ref MemoryMarshal.GetReference(address), address.Length), out _);

    /// <summary><c>recv</c>: what has arrived; 0 bytes are the end of the stream.</summary>
    /// <param name="socket">Any socket.</param>
    /// <param name="isStream">Of a stream, asking for the real length would throw its bytes away (tcp(7)).</param>
    /// <param name="buffer">What does not fit of a datagram is lost.</param>
    /// <param name="bytes">How many; a datagram's length, also when it is more than the buffer holds.</param>
    public static Errno Receive(SafeHandle socket, bool isStream, Span<byte> buffer, out int bytes)
    {
        int flags = isStream ? DoNotWait : DoNotWait | TellLength;
        return Result(Recv(socket, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length, flags), out bytes);
    }

    /// <summary><c>send</c>: as much as fits now.</summary>
    public static Errno Send(SafeHandle socket, ReadOnlySpan<byte> data, out int bytes) =>
        Result(
            Send(socket, ref MemoryMarshal.GetReference(data), (nuint)data.Length, DoNotWait | NoSignal), out bytes);

    /// <summary><c>recvfrom</c>: a datagram and its sender.</summary>
    /// <param name="socket">Any socket.</param>
    /// <param name="isStream">Of a stream, asking for the real length would throw its bytes away (tcp(7)).</param>
    /// <param name="buffer">What does not fit of a datagram is lost.</param>
    /// <param name="address">Where to write the sender's address.</param>
    /// <param name="addressBytes">How long that is; 0 when the sender has none.</param>
    /// <param name="bytes">The datagram's length, also when it is more than the buffer holds.</param>
    public static Errno ReceiveFrom(
        SafeHandle socket, bool isStream, Span<byte> buffer, Span<byte> address, out int addressBytes, out int bytes)
    {
        addressBytes = address.Length;
        nint result = RecvFrom(
            socket, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length,
            isStream ? DoNotWait : DoNotWait | TellLength, ref MemoryMarshal.GetReference(address), ref addressBytes);
        return Result(result, out bytes);
    }

    /// <summary><c>sendto</c>: one datagram.</summary>
    public static Errno SendTo(SafeHandle socket, ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> to, out int bytes) =>
        Result(
            SendTo(
                socket, ref MemoryMarshal.GetReference(datagram), (nuint)datagram.Length, DoNotWait | NoSignal,
                ref MemoryMarshal.GetReference(to), to.Length),
            out bytes);

    /// <summary><c>getsockname</c>: where it is bound.</summary>
    /// <param name="socket">Any socket.</param>
    /// <param name="address">Where to write the address.</param>
    /// <param name="addressBytes">How long it is.</param>
    public static Errno LocalAddress(SafeHandle socket, Span<byte> address, out int addressBytes)
    {
        addressBytes = address.Length;
        using var hold = new DescriptorHold(socket);
        if (!hold.IsHeld)
            return Errno.BadDescriptor;

        return Result(GetSockName(socket, ref MemoryMarshal.GetReference(address), ref addressBytes), out _);
    }

    /// <summary><c>getpeername</c>: with whom it is connected.</summary>
    /// <param name="socket">A connected socket.</param>
    /// <param name="address">Where to write the address.</param>
    /// <param name="addressBytes">How long it is.</param>
    public static Errno PeerAddress(SafeHandle socket, Span<byte> address, out int addressBytes)
    {
        addressBytes = address.Length;
        using var hold = new DescriptorHold(socket);
        if (!hold.IsHeld)
            return Errno.BadDescriptor;

        return Result(GetPeerName(socket, ref MemoryMarshal.GetReference(address), ref addressBytes), out _);
    }

    private static Errno Result(nint returned, out int bytes)
    {
        bytes = (int)returned;
        return returned >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    [LibraryImport(Libc.Library, EntryPoint = "accept4", SetLastError = true)]
    private static partial int Accept4(SafeHandle listener, ref byte address, ref int addressBytes, int flags);

    [LibraryImport(Libc.Library, EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(SafeHandle socket, ref byte address, int addressBytes);

    [LibraryImport(Libc.Library, EntryPoint = "recv", SetLastError = true)]
    private static partial nint Recv(SafeHandle socket, ref byte buffer, nuint bytes, int flags);

    [LibraryImport(Libc.Library, EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeHandle socket, ref byte data, nuint bytes, int flags);

    [LibraryImport(Libc.Library, EntryPoint = "recvfrom", SetLastError = true)]
    private static partial nint RecvFrom(
        SafeHandle socket, ref byte buffer, nuint bytes, int flags, ref byte address, ref int addressBytes);

    [LibraryImport(Libc.Library, EntryPoint = "sendto", SetLastError = true)]
    private static partial nint SendTo(
        SafeHandle socket, ref byte datagram, nuint bytes, int flags, ref byte address, int addressBytes);

    [LibraryImport(Libc.Library, EntryPoint = "getsockname", SetLastError = true)]
    private static partial int GetSockName(SafeHandle socket, ref byte address, ref int addressBytes);

    [LibraryImport(Libc.Library, EntryPoint = "getpeername", SetLastError = true)]
    private static partial int GetPeerName(SafeHandle socket, ref byte address, ref int addressBytes);
}
