using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>How many descriptors this process may have open, and has (RLIMIT_NOFILE, getrlimit(2)).</summary>
/// <remarks>The runtime raises the soft limit to the hard one when it starts; later changes are not followed.</remarks>
internal static partial class Descriptors
{
    /// <summary>
    /// The last ones are left to the runtime, which opens its libraries when they are first needed: one that could not
    /// be opened is given up for the life of the process. 16 is our choice, more than one call loads at once.
    /// </summary>
    public const int Reserve = 16;

    private const int OpenFiles = 7; // RLIMIT_NOFILE of Linux, but for Alpha, MIPS and SPARC
    private const string OwnFolder = "/proc/self/fd";

    /// <summary>How many it may have; <see cref="int.MaxValue"/> where nobody says.</summary>
    public static int Limit { get; } = ReadLimit();

    /// <summary>Whether a descriptor that was just opened is one of the last.</summary>
    /// <remarks>The kernel gives the lowest number that is free, so all below are in use (open(2)).</remarks>
    public static bool IsReserved(SafeHandle opened) => opened.DangerousGetHandle() >= Limit - Reserve;

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

    private static int ReadLimit() =>
        OperatingSystem.IsLinux() && GetResourceLimit(OpenFiles, out ResourceLimit limit) == 0
            ? (int)Math.Min(int.MaxValue, limit.Soft)
            : int.MaxValue;

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
