using System.Runtime.InteropServices;

namespace Sockeye.Cli.Console.Streams;

/// <summary>The standard descriptors of this process, as the system has them: read, written and ended.</summary>
/// <remarks>
/// They come from whoever started us, and may be anything: a pipe, a file, a socket, a terminal, closed, and set to
/// return at once instead of waiting (O_NONBLOCK) by a program that shares them. .NET's own streams fail then.
/// </remarks>
internal static partial class StandardDescriptor
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    private const int GetDescriptorFlags = 1; // F_GETFD, fcntl(2)
    private const int CloseOnExec = 1; // FD_CLOEXEC
    private const int Current = 1; // SEEK_CUR, lseek(2)
    private const int Sending = 1; // SHUT_WR, shutdown(2)
    private const short Readable = 1; // POLLIN, poll(2)
    private const short Writable = 4; // POLLOUT
    private const int Interrupted = 4; // EINTR
    private const int WouldWait = 11; // EAGAIN
    private const int BrokenPipe = 32; // EPIPE
    private const string Descriptors = "/proc/self/fd";

    /// <summary>Whether the descriptor was there when the program started, or the shell closed it.</summary>
    /// <remarks>
    /// A number that the shell closed (<c>&lt;&amp;-</c>, <c>&gt;&amp;-</c>) is given to the next file that is opened:
    /// one of the runtime's own. What came from the shell passed an exec and so cannot have the flag that the runtime
    /// sets on its files.
    /// </remarks>
    public static bool WasGiven(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
            return true;

        int flags = Fcntl(descriptor, GetDescriptorFlags);
        return flags >= 0 && (flags & CloseOnExec) == 0;
    }

    /// <summary>Reads what standard input has, waiting for it where needed.</summary>
    /// <returns>The number of bytes; 0 at the end.</returns>
    public static int ReadInput(Span<byte> buffer)
    {
        while (true)
        {
            nint bytes = Read(Input, ref MemoryMarshal.GetReference(buffer), buffer.Length);
            if (bytes >= 0)
                return (int)bytes;

            int error = Marshal.GetLastPInvokeError();
            if (!IsPassing(error, Input, Readable))
                throw new IOException($"standard input: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    /// <summary>Writes all of it, waiting for who reads where needed.</summary>
    /// <returns>false when nobody reads any more.</returns>
    public static bool TryWrite(int descriptor, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            nint bytes = Write(descriptor, ref MemoryMarshal.GetReference(data), data.Length);
            if (bytes >= 0)
            {
                data = data[(int)bytes..];
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error == BrokenPipe)
                return false;
            if (!IsPassing(error, descriptor, Writable))
                throw new IOException(
                    $"cannot write standard {(descriptor == Output ? "output" : "error")}: "
                    + Marshal.GetPInvokeErrorMessage(error));
        }

        return true;
    }

    /// <summary>Shows the end to who reads standard output, while this process goes on.</summary>
    /// <remarks>
    /// Of a socket the sending half is shut down: it may be our input as well (inetd), and our reader still sees the
    /// end. The reader of a pipe or a terminal sees it when no descriptor is open for writing. The runtime holds a copy
    /// of descriptor 1 from its start, and the console takes more, none of which can be closed by its holder's leave.
    /// So all are pointed at <c>/dev/null</c>, where they stay valid for whoever holds them. One that standard input or
    /// standard error shares stays open: it has more to carry. A file has no reader that waits.
    /// </remarks>
    public static void EndOutput()
    {
        if (ShutDown(Output, Sending) == 0 || Seek(Output, 0, Current) >= 0)
            return;

        string? output = TargetOf(Output);
        if (output is null || output == TargetOf(Input) || output == TargetOf(Error))
            return;

        using var nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        foreach (int copy in OpenDescriptors().Where(descriptor => TargetOf(descriptor) == output))
            _ = Duplicate((int)nowhere.DangerousGetHandle(), copy);
    }

    // Whether it is worth trying again; waits until it is.
    private static bool IsPassing(int error, int descriptor, short until)
    {
        if (error == WouldWait)
        {
            var waiting = new Waiting { Descriptor = descriptor, Events = until };
            _ = Poll(ref waiting, 1, Timeout.Infinite);
        }

        return error is WouldWait or Interrupted;
    }

    private static int[] OpenDescriptors() =>
        [.. Directory.EnumerateFileSystemEntries(Descriptors).Select(path => int.Parse(Path.GetFileName(path), null))];

    private static string? TargetOf(int descriptor)
    {
        try
        {
            return new FileInfo($"{Descriptors}/{descriptor}").LinkTarget;
        }
        catch (IOException)
        {
            return null; // the caller has closed it meanwhile
        }
    }

    // struct pollfd, poll(2)
    [StructLayout(LayoutKind.Sequential)]
    private struct Waiting
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fcntl(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Read(int descriptor, ref byte buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(int descriptor, ref byte data, nint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref Waiting waiting, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "lseek")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long Seek(int descriptor, long offset, int from);

    [LibraryImport("libc", EntryPoint = "shutdown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ShutDown(int socket, int how);

    [LibraryImport("libc", EntryPoint = "dup2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Duplicate(int descriptor, int onto);
}
