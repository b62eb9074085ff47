using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>
/// Keeps a descriptor open for the time of a call: who closes it meanwhile, on another thread, closes it after.
/// </summary>
/// <remarks>What only looks (names, options, queues) is asked from any thread; once closed it says EBADF.</remarks>
internal readonly ref struct DescriptorHold : IDisposable
{
    private readonly SafeHandle _handle;
    private readonly bool _isHeld;

    /// <summary>Holds it, unless it is closed already.</summary>
    public DescriptorHold(SafeHandle handle)
    {
        _handle = handle;
        if (handle.IsClosed)
            return;

        try
        {
            handle.DangerousAddRef(ref _isHeld);
        }
        catch (ObjectDisposedException)
        {
            // another thread has closed the handle
        }
    }

    /// <summary>Whether it is held; false when it was closed before.</summary>
    public bool IsHeld => _isHeld;

    public void Dispose()
    {
        if (_isHeld)
            _handle.DangerousRelease();
    }
}
