using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native;

/// <summary>An open handle as a path, for calls that only take paths. Needs <c>/proc</c>.</summary>
/// <remarks>
/// The kernel follows it to the very object that is open (proc(5), magic link), so no race can swap it.
/// </remarks>
internal readonly struct HandlePath : IDisposable
{
    private readonly SafeFileHandle _handle;

    public HandlePath(SafeFileHandle handle)
    {
        bool isHeld = false;
        handle.DangerousAddRef(ref isHeld); // so that the number cannot be closed and reused meanwhile
        _handle = handle;
        Text = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{handle.DangerousGetHandle()}");
    }

    public string Text { get; }

    public void Dispose() => _handle.DangerousRelease();
}
