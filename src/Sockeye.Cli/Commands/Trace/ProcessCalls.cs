using System.Runtime.InteropServices;

namespace Sockeye.Cli.Commands.Trace;

/// <summary>What tracing a process needs of the C library and .NET does not have.</summary>
internal static partial class ProcessCalls
{
    /// <summary>SIGINT.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGKILL.</summary>
    public const int KillNow = 9;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    /// <summary><c>kill</c>: sends a signal to a process; nothing if it is gone.</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int process, int signal);

    /// <summary><c>mkfifo</c>: makes a named pipe.</summary>
    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakePipe(string path, uint mode);
}
