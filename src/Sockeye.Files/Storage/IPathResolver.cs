using Microsoft.Win32.SafeHandles;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>Finds the object that a name stands for, without leaving the root and without following any link.</summary>
/// <remarks>Safe from any thread. The object is not opened: the handle only stands for it (O_PATH).</remarks>
internal interface IPathResolver
{
    /// <returns><see cref="Errno.Loop"/> when any segment is a symbolic link.</returns>
    Errno Resolve(SafeFileHandle root, FileName name, out SafeFileHandle handle);
}
