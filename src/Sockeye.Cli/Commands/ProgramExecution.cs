using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sockeye.Cli.Commands;

/// <summary>Becoming another program, in place: the same process, its terminal, its standard descriptors.</summary>
internal static partial class ProgramExecution
{
    private const int BrokenPipe = 13; // SIGPIPE, signal(7)
    private const int CannotExecute = 126; // as shells and env(1) say it (POSIX, 2.8.2)

    /// <summary>
    /// Becomes it (execvp(3)). Signals do to it what they do by default; .NET ignores that of broken pipes.
    /// </summary>
    /// <param name="program">Its name and its arguments.</param>
    /// <param name="why">Why it could not.</param>
    /// <returns>Only if it could not: the exit code of shells for that.</returns>
    /// <exception cref="NotSupportedException">The system knows no such thing.</exception>
    public static int Become(IReadOnlyList<string> program, out string why)
    {
        if (OperatingSystem.IsWindows())
            throw new NotSupportedException("a command after -- needs a system that can become another program");
        if (ProgramFile.FlawOf(program[0]) is { } flaw)
        {
            why = flaw.Why;
            return flaw.Code;
        }

        nint[] words = [.. program.Select(Marshal.StringToCoTaskMemUTF8), 0];
        nint before = Signal(BrokenPipe, handler: 0); // SIG_DFL
        _ = Execute(words[0], words);
        why = new Win32Exception(Marshal.GetLastPInvokeError()).Message;
        _ = Signal(BrokenPipe, before);
        foreach (nint word in words)
            Marshal.FreeCoTaskMem(word);
        return CannotExecute;
    }

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true)]
    private static partial int Execute(nint file, nint[] words);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);
}
