using Microsoft.Win32.SafeHandles;

namespace Sockeye.Storage;

/// <summary>A regular file below the root, open for reading. Dispose it to close it.</summary>
/// <remarks>
/// It stays this file when its name is given to another. Its length may change while it is open: who promised a peer
/// <see cref="FileStatus.Length"/> bytes sends exactly as many, or breaks off.
/// </remarks>
public sealed class ServedFile : IDisposable
{
    internal ServedFile(SafeFileHandle handle, FileStatus status) => (Handle, Status) = (handle, status);

    /// <summary>The open file; belongs to this object.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>What it was when it was opened.</summary>
    public FileStatus Status { get; }

    /// <summary>Its length in bytes when it was opened.</summary>
    public long Length => Status.Length;

    /// <summary>When its content last changed before it was opened, UTC.</summary>
    public DateTimeOffset Modified => Status.Modified;

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
