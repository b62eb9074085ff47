using System.Runtime.InteropServices;

namespace Sockeye.Cli;

/// <summary>
/// Tells whether the shell gave us a standard descriptor, or closed it (<c>&lt;&amp;-</c>, <c>&gt;&amp;-</c>).
/// </summary>
internal static class StandardDescriptor
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    private const int GetDescriptorFlags = 1; // F_GETFD, fcntl(2)
    private const int CloseOnExec = 1; // FD_CLOEXEC

    /// <summary>Whether the descriptor was there when the program started.</summary>
    /// <remarks>
    /// A number that the shell closed is given to the next file that is opened: one of the runtime's own. What came
    /// from the shell passed an exec and so cannot have the flag that the runtime sets on its files.
    /// </remarks>
    public static bool WasGiven(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
            return true;

        int flags = Fcntl(descriptor, GetDescriptorFlags);
        return flags >= 0 && (flags & CloseOnExec) == 0;
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fcntl(int descriptor, int command);
}
