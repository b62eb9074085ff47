using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Cli.Commands.Trace;

/// <summary>
/// A pipe with a name (fifo(7)) that only we may open, for a program that writes to a file it is told.
/// </summary>
internal sealed class NamedPipe : IDisposable
{
    private const uint OnlyOwner = 0x180; // 0600

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sockeye-trace-");
    private readonly SafeFileHandle _keeper;

    /// <exception cref="IOException">The system refuses.</exception>
    public NamedPipe()
    {
        Path = System.IO.Path.Combine(_directory.FullName, "calls");
        if (ProcessCalls.MakePipe(Path, OnlyOwner) != 0)
            throw new IOException($"mkfifo {Path}: {Marshal.GetLastPInvokeErrorMessage()}");

        // Opened both ways it never waits for the other side; while it is, nobody else does, and no reader sees the
        // end.
        _keeper = File.OpenHandle(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    /// <summary>What to tell the program.</summary>
    public string Path { get; }

    /// <summary>The reading end.</summary>
    public StreamReader OpenReader() =>
        new(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));

    /// <summary>The writer is gone: who reads sees the end once all is read.</summary>
    public void Release() => _keeper.Dispose();

    public void Dispose()
    {
        _keeper.Dispose();
        _directory.Delete(recursive: true);
    }
}
