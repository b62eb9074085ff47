using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native;

/// <summary>An open handle as a path, for calls that only take paths. Needs <c>/proc</c>.</summary>
/// <remarks>
/// The kernel follows it to the very object that is open (proc(5), magic link), so no race can swap it.
/// </remarks>
internal readonly struct DescriptorPath : IDisposable
{
    /// <summary>Where all open handles of the process have a name.</summary>
    public const string Directory = "/proc/self/fd";

    private readonly SafeFileHandle _handle;

    public DescriptorPath(SafeFileHandle handle)
    {
        bool isHeld = false;
        handle.DangerousAddRef(ref isHeld); // so that the number cannot be closed and reused meanwhile
        _handle = handle;
        Name = handle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Its name in <see cref="Directory"/>.</summary>
    public string Name { get; }

    /// <summary>The whole path.</summary>
    public string Text => $"{Directory}/{Name}";

    public void Dispose() => _handle.DangerousRelease();
}
