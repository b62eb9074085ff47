using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native;

/// <summary>
/// The calls by which the kernel itself carries bytes between files and sockets: sendfile(2), splice(2).
/// </summary>
internal static partial class FileMoves
{
    private const int CloseOnExec = 0x8_0000; // O_CLOEXEC
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ
    private const uint DoNotWait = 0x2; // SPLICE_F_NONBLOCK: of the pipe; the socket is non-blocking already

    /// <summary>File to socket: as much as fits now. 0 bytes: the file has ended.</summary>
    public static Errno SendFile(SafeHandle socket, SafeFileHandle file, long offset, int maxBytes, out int bytes) =>
        Result(SendFile(socket, file, ref offset, (nuint)maxBytes), out bytes);

    /// <summary>Socket to pipe: what has arrived and fits. 0 bytes: the stream has ended.</summary>
    public static Errno FromSocket(SafeHandle socket, SafeFileHandle pipe, int maxBytes, out int bytes) =>
        Result(Splice(socket, 0, pipe, 0, (nuint)maxBytes, DoNotWait), out bytes);

    /// <summary>Pipe to file. Waits for the disk, as any write does.</summary>
    public static unsafe Errno ToFile(
        SafeFileHandle pipe, SafeFileHandle file, long offset, int maxBytes, out int bytes) =>
        Result(Splice(pipe, 0, file, (nint)(&offset), (nuint)maxBytes, 0), out bytes);

    /// <summary>Pipe to memory.</summary>
    public static Errno Read(SafeFileHandle pipe, Span<byte> buffer, out int bytes) =>
        Result(Read(pipe, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length), out bytes);

    /// <summary>Makes a pipe.</summary>
    /// <param name="wantedBytes">How much it should hold; it gets the usual 64 KiB where that is not allowed.</param>
    /// <param name="reader">The end to read from.</param>
    /// <param name="writer">The end to write to.</param>
    public static Errno CreatePipe(int wantedBytes, out SafeFileHandle reader, out SafeFileHandle writer)
    {
        Span<int> ends = [-1, -1];
        Errno error = Result(Pipe2(ref MemoryMarshal.GetReference(ends), CloseOnExec), out _);
        reader = new SafeFileHandle(ends[0], ownsHandle: true);
        writer = new SafeFileHandle(ends[1], ownsHandle: true);
        if (error == Errno.None)
            _ = FileControl(writer, SetPipeSize, wantedBytes); // pipe(7): above pipe-max-size it needs a right
        return error;
    }

    private static Errno Result(nint returned, out int bytes)
    {
        bytes = (int)returned;
        return returned >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    [LibraryImport(Libc.Library, EntryPoint = "sendfile", SetLastError = true)]
    private static partial nint SendFile(SafeHandle socket, SafeHandle file, ref long offset, nuint bytes);

    [LibraryImport(Libc.Library, EntryPoint = "splice", SetLastError = true)]
    private static partial nint Splice(
        SafeHandle from, nint fromOffset, SafeHandle to, nint toOffset, nuint bytes, uint flags);

    [LibraryImport(Libc.Library, EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeHandle pipe, ref byte buffer, nuint bytes);

    [LibraryImport(Libc.Library, EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe2(ref int ends, int flags);

    [LibraryImport(Libc.Library, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(SafeHandle pipe, int command, int value);
}
