using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Sockeye.Cli;

/// <summary>Whether this process may open enough files to begin at all.</summary>
/// <remarks>
/// Asked before anything else, with calls of the system alone: a library that cannot be opened, be it that of the
/// console, ends the process with a stack trace.
/// </remarks>
internal static class DescriptorNeeds
{
    /// <summary>
    /// The runtime holds each library open that it has loaded: over HTTP and TLS that makes some 100 descriptors, and
    /// what is done with the rest needs a few of its own. A native program has no libraries but the system's.
    /// </summary>
    public static int Least => RuntimeFeature.IsDynamicCodeCompiled ? 128 : 64;

    private const int OpenFiles = 7; // RLIMIT_NOFILE of Linux
    private const nint StandardError = 2;

    /// <summary>Says so in one line if there are not enough.</summary>
    public static bool AreMet()
    {
        if (!OperatingSystem.IsLinux() || GetResourceLimit(OpenFiles, out ResourceLimit limit) != 0)
            return true;
        if (limit.Soft >= (nuint)Least) // the runtime has raised it to the hard one
            return true;

        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"sockeye: cannot start: 'ulimit -n' is {limit.Soft}; at least {Least} are needed\n");
        byte[] bytes = Encoding.ASCII.GetBytes(line);
        _ = Write(StandardError, bytes, bytes.Length);
        return false;
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetResourceLimit(int resource, out ResourceLimit limit);

    [DllImport("libc", EntryPoint = "write")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(nint descriptor, byte[] bytes, nint count);

    // struct rlimit
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceLimit
    {
        public readonly nuint Soft;
        public readonly nuint Hard;
    }
}
