using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Cli.Output;

/// <summary>
/// Standard output when it is a pipe: disposing it shows the reader the end, while this process goes on.
/// </summary>
/// <remarks>
/// The reader sees the end when no descriptor of the pipe is open for writing. The runtime holds a copy of descriptor 1
/// from its start, and the console takes more, none of which can be closed by its holder's leave. So all are pointed at
/// <c>/dev/null</c>, where they stay valid for whoever holds them. A pipe that standard input or standard error shares
/// stays open: it has more to carry.
/// </remarks>
internal sealed class PipeOutput()
    : FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0)
{
    private const int StandardOutput = 1;
    private const string Descriptors = "/proc/self/fd";

    private bool _isEnded;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        End();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        End();
    }

    private void End()
    {
        if (_isEnded || !Directory.Exists(Descriptors))
            return;

        _isEnded = true;
        string? pipe = TargetOf(StandardOutput);
        if (pipe is null || !IsPipe(pipe) || pipe == TargetOf(0) || pipe == TargetOf(2))
            return;

        using SafeFileHandle nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        foreach (int copy in OpenDescriptors().Where(descriptor => TargetOf(descriptor) == pipe))
            _ = Duplicate((int)nowhere.DangerousGetHandle(), copy);
    }

    private static bool IsPipe(string target) =>
        target.StartsWith("pipe:", StringComparison.Ordinal) || target.StartsWith("socket:", StringComparison.Ordinal);

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
            return null; // closed meanwhile
        }
    }

    [DllImport("libc", EntryPoint = "dup2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int descriptor, int onto);
}
