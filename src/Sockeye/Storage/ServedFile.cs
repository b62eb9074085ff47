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

    /// <summary>How many bytes a part of the file has, if it is within the file.</summary>
    /// <param name="offset">Where the part begins, in bytes; not negative. At the end of the file it is empty.</param>
    /// <param name="length">How many bytes, not negative; null up to the end.</param>
    /// <exception cref="FileRefusedException"><see cref="FileRefusal.BadRange"/>: it is not.</exception>
    public long PartLength(long offset, long? length)
    {
        // Subtracted rather than added, so that nothing a peer sends can overflow.
        bool isWithin = offset >= 0 && offset <= Length && !(length < 0 || length > Length - offset);
        return isWithin
            ? length ?? Length - offset
            : throw new FileRefusedException(FileRefusal.BadRange, $"a range beyond the {Length} bytes of the file");
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
