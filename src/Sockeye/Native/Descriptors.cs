using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native;

/// <summary>How many descriptors this process may have open, and has (RLIMIT_NOFILE, getrlimit(2)).</summary>
/// <remarks>The runtime raises the soft limit to the hard one when it starts.</remarks>
internal static partial class Descriptors
{
    /// <summary>
    /// The last ones are left to the runtime, which opens its libraries when they are first needed, and a pipe for each
    /// thread: a library that could not be opened is given up for the life of the process, and a thread that could not
    /// be started may end it. 16 is our choice, more than one call loads at once.
    /// </summary>
    public const int Reserve = 16;

    private const int OpenFiles = 7; // RLIMIT_NOFILE of Linux, but for Alpha, MIPS and SPARC
    private const int DuplicateCloseOnExec = 1030; // F_DUPFD_CLOEXEC of Linux
    private const int SetDescriptorFlags = 2; // F_SETFD
    private const int GetStatusFlags = 3; // F_GETFL
    private const int SetStatusFlags = 4; // F_SETFL
    private const int CloseOnExec = 1; // FD_CLOEXEC
    private const int NonBlocking = 0x800; // O_NONBLOCK
    private const string OwnFolder = "/proc/self/fd";
    private const string AlwaysThere = "/";

    private static readonly int FirstLimit = Limit;
    private static SafeFileHandle[] _spare = [];

    /// <summary>
    /// How many it may have; <see cref="int.MaxValue"/> where nobody says. It may change (prlimit(1)), so it is asked
    /// each time, which costs less than a tenth of opening a file.
    /// </summary>
    public static int Limit =>
        OperatingSystem.IsLinux() && GetResourceLimit(OpenFiles, out ResourceLimit limit) == 0
            ? (int)Math.Min(int.MaxValue, limit.Soft)
            : int.MaxValue;

    /// <summary>Whether a descriptor that was just opened is one of the last.</summary>
    /// <remarks>
    /// The kernel gives the lowest number that is free, so all below are in use (open(2)). Once the limit was lowered,
    /// numbers say nothing, for what has one of the last may stay open: those that are free are counted.
    /// </remarks>
    public static bool IsReserved(SafeHandle opened) => IsReserved(opened.DangerousGetHandle());

    /// <summary>Whether only the last ones are free now.</summary>
    /// <param name="descriptor">Any that is open. If its number is not among the last, the answer is no.</param>
    public static bool AreShort(int descriptor)
    {
        if (!IsReserved(descriptor))
            return false;

        int lowestFree = FileControl(descriptor, DuplicateCloseOnExec, 0);
        if (lowestFree < 0)
            return true;

        using var duplicate = new SafeFileHandle(lowestFree, ownsHandle: true);
        return IsReserved(duplicate);
    }

    /// <summary>
    /// Makes one as those are that we open: it never waits, and is closed in programs that are started (fcntl(2)).
    /// </summary>
    /// <param name="descriptor">One that this process was given.</param>
    public static Errno Adopt(int descriptor)
    {
        int flags = FileControl(descriptor, GetStatusFlags, 0);
        bool isOurs = flags >= 0
            && FileControl(descriptor, SetStatusFlags, flags | NonBlocking) >= 0
            && FileControl(descriptor, SetDescriptorFlags, CloseOnExec) >= 0;
        return isOurs ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    /// <summary>
    /// Holds as many as are reserved, for the day that the limit is lowered below what is open (prlimit(1)): then they
    /// are closed, and the runtime has them. The earlier, the lower are their numbers.
    /// </summary>
    public static void HoldSpare()
    {
        if (!OperatingSystem.IsLinux())
            return;

        _spare = new SafeFileHandle[Reserve];
        for (int i = 0; i < Reserve; i++)
        {
            int opened = Libc.Open(AlwaysThere, OpenFlags.PathOnly | OpenFlags.CloseOnExec, 0);
            _spare[i] = new SafeFileHandle(opened, ownsHandle: true);
        }
    }

    /// <summary>Closes the spare ones if the limit is lower than it was.</summary>
    public static void GiveUpSpare() => GiveUpSpare(Limit);

    /// <summary>How many are open now.</summary>
    /// <returns>All of them where there is no way to count.</returns>
    public static int CountOpen()
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(OwnFolder).Count() - 1; // not the one that reads the folder
        }
        catch (IOException)
        {
            return OperatingSystem.IsLinux() ? Limit : 0;
        }
    }

    private static bool IsReserved(nint number)
    {
        int limit = Limit;
        bool isLowered = GiveUpSpare(limit);
        return number >= limit - Reserve || (isLowered && CountFree(limit) < Reserve);
    }

    private static bool GiveUpSpare(int limit)
    {
        if (limit >= FirstLimit)
            return false;

        foreach (SafeFileHandle spare in Interlocked.Exchange(ref _spare, []))
            spare.Dispose();
        return true;
    }

    private static int CountFree(int limit)
    {
        try
        {
            int used = Directory.EnumerateFileSystemEntries(OwnFolder).Count(entry => NumberOf(entry) < limit);
            return limit - used + 1; // the one that reads the folder
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int NumberOf(string entry) =>
        int.Parse(Path.GetFileName(entry.AsSpan()), CultureInfo.InvariantCulture);

    [LibraryImport(Libc.Library, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(int descriptor, int command, int argument);

    [LibraryImport(Libc.Library, EntryPoint = "getrlimit")]
    private static partial int GetResourceLimit(int resource, out ResourceLimit limit);

    // struct rlimit
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceLimit
    {
        public readonly nuint Soft;
        public readonly nuint Hard;
    }
}
