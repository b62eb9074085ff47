using Microsoft.Win32.SafeHandles;
using Sockeye.Native;
using Sockeye.Protocols.Wire;

namespace Sockeye.Storage;

/// <summary>A regular file below the root, open for reading. Dispose it to close it.</summary>
/// <remarks>
/// It stays this file when its name is given to another. Its length may change while it is open: who promised a peer
/// <see cref="FileStatus.Length"/> bytes sends exactly as many, or breaks off.
/// </remarks>
public sealed class ServedFile : IDisposable
{
    private readonly FileSums _sums;
    private readonly FileVersion _version;

    internal ServedFile(SafeFileHandle handle, in Statx status, FileSums sums)
    {
        (Handle, Status) = (handle, FileStatus.From(status));
        (_sums, _version) = (sums, FileVersion.Of(status));
    }

    /// <summary>The open file; belongs to this object.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>What it was when it was opened.</summary>
    public FileStatus Status { get; }

    /// <summary>Its length in bytes when it was opened.</summary>
    public long Length => Status.Length;

    /// <summary>When its content last changed before it was opened, UTC.</summary>
    public DateTimeOffset Modified => Status.Modified;

    /// <summary>The SHA-256 of the whole file, if it was computed since the file last changed; else null.</summary>
    public Sha256Sum? KnownSum => _sums.Known(_version);

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

    /// <summary>The SHA-256 of a part. That of the whole file is read for once, and then known.</summary>
    /// <remarks>Waits for its turn while many others are read for a sum.</remarks>
    /// <param name="offset">Where the part begins, in bytes; within the file.</param>
    /// <param name="length">How many bytes; within the file.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FileRefusedException"><see cref="FileRefusal.Busy"/>: the file became shorter.</exception>
    public ValueTask<Sha256Sum> SumAsync(long offset, long length, CancellationToken cancel) =>
        offset == 0 && length == Length
            ? _sums.SumAsync(Handle, _version, cancel)
            : _sums.SumAsync(Handle, offset, length, cancel);

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
