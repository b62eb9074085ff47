using Microsoft.Win32.SafeHandles;
using Sockeye.Native;
using Sockeye.Protocols.Wire;

namespace Sockeye.Storage;

/// <summary>
/// A file being taken, under a temporary name in its own directory. Nobody sees it before it is published.
/// </summary>
/// <remarks>
/// Write to <see cref="Handle"/>, then publish. Disposing it unpublished discards it. Its lock tells other processes
/// that it is alive. One task at a time.
/// </remarks>
public sealed class PendingUpload : IAsyncDisposable
{
    private const uint NewFileMode = 0b110_100_100; // 0644, less the process's umask

    // A sweep can take the file between its creation and its lock. Once is seldom; eight times means something else.
    private const int MaxAttempts = 8;

    private readonly SafeFileHandle _directory;
    private readonly string _temporaryName;
    private bool _isEnded;

    private PendingUpload(
        SafeFileHandle directory, FileName name, string temporaryName, SafeFileHandle handle, long maxBytes)
    {
        _directory = directory;
        _temporaryName = temporaryName;
        Name = name;
        Handle = handle;
        Digest = new FollowingDigest(handle);
        MaxBytes = maxBytes;
    }

    /// <summary>The name it will have.</summary>
    public FileName Name { get; }

    /// <summary>The open file, empty at first, for reading and writing; belongs to this object.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Its SHA-256, of what is reported to it as written: who reports waits less when publishing.</summary>
    public FollowingDigest Digest { get; }

    /// <summary>The longest it may become, in bytes. Whoever writes stops there; publishing checks it.</summary>
    public long MaxBytes { get; }

    /// <summary>Checks the file, brings it to the disk and gives it its name, in one step that others see.</summary>
    /// <param name="length">How many bytes it must have.</param>
    /// <param name="sum">What they must sum to; null when nobody told.</param>
    /// <param name="cancel">Gives up; only until the name is given.</param>
    /// <returns>What was published.</returns>
    /// <exception cref="FileRefusedException">
    /// Length or sum are wrong, the disk is full, or a directory has the name.
    /// </exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public async ValueTask<FileStatus> PublishAsync(long length, Sha256Sum? sum, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_isEnded, this);
        await CheckAsync(length, sum, cancel);
        Flush(Handle);
        FileStatus status = StatusNow(); // some file systems settle the time only when they write
        RefuseUnlessReplaceable();
        cancel.ThrowIfCancellationRequested();
        FileFailure.Check(FileCalls.Rename(_directory, _temporaryName, Name.LastSegment), "publish", Name);
        Close();
        try
        {
            Flush(_directory); // or the name may be lost with the power
        }
        finally
        {
            _directory.Dispose();
        }

        return status;
    }

    /// <summary>Discards the file, unless it was published.</summary>
    public async ValueTask DisposeAsync()
    {
        await Digest.DisposeAsync();
        if (_isEnded)
            return;

        FileCalls.Unlink(_directory, _temporaryName); // if it fails, the next start sweeps it
        Close();
        _directory.Dispose();
    }

    /// <summary>Creates and locks the temporary file. Owns <paramref name="directory"/> from now on.</summary>
    internal static PendingUpload Create(SafeFileHandle directory, FileName name, long? length, long maxBytes)
    {
        try
        {
            RefuseUnlessReplaceable(directory, name);
            RefuseUnlessItFits(directory, length ?? 0);
            for (int attempt = 0; attempt < MaxAttempts; attempt++)
            {
                string temporaryName = TemporaryName.Create();
                if (TryCreate(directory, name, temporaryName) is { } handle)
                    return new PendingUpload(directory, name, temporaryName, handle, maxBytes);
            }

            throw FileFailure.From(Errno.Busy, "create", name);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    private static SafeFileHandle? TryCreate(SafeFileHandle directory, FileName name, string temporaryName)
    {
        int flags = OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Exclusive;
        Errno error = FileCalls.OpenAt(directory, temporaryName, flags, out SafeFileHandle handle, NewFileMode);
        FileFailure.Check(error, "create", name);

        // Where locks are not supported nobody gets one, so nobody sweeps either.
        bool isOurs = FileCalls.TryLock(handle) != Errno.Again
            && FileCalls.Status(handle, out Statx status) == Errno.None
            && status.Links > 0; // 0: a sweep was faster and has removed it
        if (isOurs)
            return handle;

        handle.Dispose();
        return null;
    }

    private static void RefuseUnlessReplaceable(SafeFileHandle directory, FileName name)
    {
        bool isTaken = FileCalls.StatusAt(directory, name.LastSegment, out Statx status) == Errno.None;
        if (isTaken && !status.IsRegular)
            throw new FileRefusedException(FileRefusal.NotAllowed, "the name is taken by what is not a regular file");
    }

    // An early no, before the bytes are on their way. The disk has the last word while they are written.
    private static void RefuseUnlessItFits(SafeFileHandle directory, long length)
    {
        using var path = new HandlePath(directory);
        long free = new DriveInfo(path.Text).AvailableFreeSpace;
        if (length > free)
            throw new FileRefusedException(FileRefusal.Full, $"{length} bytes announced, {free} free");
    }

    private async ValueTask CheckAsync(long length, Sha256Sum? sum, CancellationToken cancel)
    {
        long written = StatusNow().Length;
        if (written != length)
            throw new FileRefusedException(FileRefusal.WrongLength, $"{written} bytes came, {length} announced");
        if (length > MaxBytes)
            throw new FileRefusedException(FileRefusal.TooLarge, $"{length} bytes; the limit is {MaxBytes}");
        if (sum is { } announced && await Digest.SumAsync(length, cancel) != announced)
            throw new FileRefusedException(FileRefusal.Checksum, $"the SHA-256 is not {announced}");
    }

    private FileStatus StatusNow()
    {
        FileFailure.Check(FileCalls.Status(Handle, out Statx status), "stat", Name);
        return FileStatus.From(status);
    }

    private void RefuseUnlessReplaceable() => RefuseUnlessReplaceable(_directory, Name);

    private void Flush(SafeFileHandle handle)
    {
        try
        {
            RandomAccess.FlushToDisk(handle);
        }
        catch (IOException failure) when (FileFailure.IsLocal(failure))
        {
            throw FileFailure.From((Errno)failure.HResult, "sync", Name);
        }
    }

    private void Close()
    {
        _isEnded = true;
        FileCalls.Unlock(Handle); // or .NET programs could not open what was published: they take such locks as well
        Handle.Dispose();
    }
}
