using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>The socket calls that make and change a socket and never wait. Linux only: errno is what it says.</summary>
internal static partial class SocketSetupCalls
{
    private const int NonBlocking = 0x800; // SOCK_NONBLOCK
    private const int CloseOnExec = 0x8_0000; // SOCK_CLOEXEC

    /// <summary><c>socket</c>: a new socket that never waits.</summary>
    /// <param name="domain">AF_INET (2), AF_INET6 (10), AF_UNIX (1).</param>
    /// <param name="type">SOCK_STREAM (1), SOCK_DGRAM (2), SOCK_RAW (3).</param>
    /// <param name="protocol">0 leaves it to the kernel; not for SOCK_RAW.</param>
    /// <param name="descriptor">The new socket's.</param>
    public static Errno Open(int domain, int type, int protocol, out int descriptor)
    {
        descriptor = Socket(domain, type | NonBlocking | CloseOnExec, protocol);
        return Result(descriptor);
    }

    /// <summary><c>bind</c>: takes a local address.</summary>
    public static Errno Bind(SafeHandle socket, ReadOnlySpan<byte> address) =>
        Result(Bind(socket, ref MemoryMarshal.GetReference(address), address.Length));

    /// <summary><c>listen</c>: lets peers connect.</summary>
    public static Errno Listen(SafeHandle socket, int backlog) => Result(ListenNative(socket, backlog));

    /// <summary><c>shutdown</c>: 0 ends receiving, 1 sending, 2 both.</summary>
    public static Errno Shutdown(SafeHandle socket, int how) => Result(ShutdownNative(socket, how));

    /// <summary><c>setsockopt</c>.</summary>
    public static Errno SetOption(SafeHandle socket, int level, int name, ReadOnlySpan<byte> value)
    {
        using var hold = new DescriptorHold(socket);
        if (!hold.IsHeld)
            return Errno.BadDescriptor;

        return Result(SetSockOpt(socket, level, name, ref MemoryMarshal.GetReference(value), value.Length));
    }

    /// <summary><c>getsockopt</c>.</summary>
    /// <param name="socket">Any socket.</param>
    /// <param name="level">SOL_SOCKET (1), IPPROTO_TCP (6) …</param>
    /// <param name="name">The option's number at that level.</param>
    /// <param name="value">Where to write it.</param>
    /// <param name="bytes">How long it is.</param>
    public static Errno GetOption(SafeHandle socket, int level, int name, Span<byte> value, out int bytes)
    {
        bytes = value.Length;
        using var hold = new DescriptorHold(socket);
        if (!hold.IsHeld)
            return Errno.BadDescriptor;

        return Result(GetSockOpt(socket, level, name, ref MemoryMarshal.GetReference(value), ref bytes));
    }

    private static Errno Result(int returned) =>
        returned >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();

    [LibraryImport(Libc.Library, EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Libc.Library, EntryPoint = "bind", SetLastError = true)]
    private static partial int Bind(SafeHandle socket, ref byte address, int addressBytes);

    [LibraryImport(Libc.Library, EntryPoint = "listen", SetLastError = true)]
    private static partial int ListenNative(SafeHandle socket, int backlog);

    [LibraryImport(Libc.Library, EntryPoint = "shutdown", SetLastError = true)]
    private static partial int ShutdownNative(SafeHandle socket, int how);

    [LibraryImport(Libc.Library, EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetSockOpt(SafeHandle socket, int level, int name, ref byte value, int valueBytes);

    [LibraryImport(Libc.Library, EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetSockOpt(SafeHandle socket, int level, int name, ref byte value, ref int valueBytes);
}
