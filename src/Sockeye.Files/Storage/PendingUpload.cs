using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Storage;

/// <summary>
/// A file being taken, under a temporary name in its own directory. Nobody sees it before it is published.
/// </summary>
/// <remarks>
/// Write to <see cref="Handle"/>, then publish. Disposing it unpublished discards it, or keeps what arrived for the
/// next attempt if it was opened to go on. Its lock tells other processes that it is alive. One task at a time.
/// </remarks>
public sealed class PendingUpload : IAsyncDisposable
{
    private const int CopiedBytes = 1024 * 1024; // at a time: a part of a turn

    private readonly UploadPlace _place;
    private readonly bool _isAnnounced;
    private bool _isEnded;

    private PendingUpload(UploadPlace place, SafeFileHandle handle, bool isAnnounced)
    {
        (_place, _isAnnounced) = (place, isAnnounced);
        Handle = handle;
        Digest = new FollowingDigest(handle);
    }

    /// <summary>The name it will have.</summary>
    public FileName Name => _place.Name;

    /// <summary>The open file, empty unless it goes on, for reading and writing; belongs to this object.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Its SHA-256, of what is reported to it as written: who reports waits less when publishing.</summary>
    public FollowingDigest Digest { get; }

    /// <summary>
    /// The longest it may become, in bytes, as far as is known now. Whoever writes stops there, and asks again from
    /// time to time if nobody said how long it will be: others write to the disk as well. Publishing checks it.
    /// </summary>
    public long MaxBytes => _isAnnounced ? _place.MaxBytes : _place.MaxBytesNow(Length);

    /// <summary>What to say of more bytes than <see cref="MaxBytes"/>: a limit, or all that the disk has.</summary>
    public FileRefusedException TooMuch(long bytes) => MaxBytes is var most && most < _place.MaxBytes
        ? new FileRefusedException(FileRefusal.Full, $"{bytes} bytes; the disk has room for {most}")
        : new FileRefusedException(FileRefusal.TooLarge, $"{bytes} bytes; the limit is {most}");

    /// <summary>How many bytes it has now.</summary>
    public long Length => StatusNow().Length;

    /// <summary>Signalled when another connection goes on with it: stop writing, and dispose it.</summary>
    public CancellationToken Superseded => _place.Turn?.Superseded ?? CancellationToken.None;

    /// <summary>Is told which file it became, when it has its name.</summary>
    internal Action<FileVersion>? OnPublished { get; set; }

    /// <summary>Checks the file, brings it to the disk and gives it its name, in one step that others see.</summary>
    /// <param name="length">How many bytes it must have.</param>
    /// <param name="sum">What they must sum to; null when nobody told.</param>
    /// <param name="modified">The modification time it gets; null for that of the last write.</param>
    /// <param name="cancel">Gives up; only until the name is given.</param>
    /// <returns>What was published.</returns>
    /// <exception cref="FileRefusedException">
    /// Length or sum are wrong, the disk is full, a directory has the name, or the right to it is gone. With a wrong
    /// sum what arrived is worth nothing, and not kept.
    /// </exception>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public async ValueTask<FileStatus> PublishAsync(
        long length, Sha256Sum? sum, DateTimeOffset? modified, CancellationToken cancel)
    {
        await SettleAsync(length, sum, modified, cancel);
        return Publish();
    }

    /// <summary>Checks the file and brings it to the disk: all of <see cref="PublishAsync"/> that takes time.</summary>
    /// <inheritdoc cref="PublishAsync"/>
    public async ValueTask SettleAsync(long length, Sha256Sum? sum, DateTimeOffset? modified, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_isEnded, this);
        await CheckAsync(length, sum, cancel);
        if (modified is { } time)
            FileBytes.SetModified(Handle, time);
        Flush(Handle);
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Gives a file that is settled its name.</summary>
    /// <inheritdoc cref="PublishAsync"/>
    public FileStatus Publish()
    {
        Statx status = RawStatus(); // some file systems settle the time only when they write
        _place.Publish(Handle);
        OnPublished?.Invoke(FileVersion.Of(RawStatus())); // another version than before: the file was renamed
        Close();
        Flush(_place.Directory); // or the name may be lost with the power
        return FileStatus.From(status);
    }

    /// <summary>Writes a part of it.</summary>
    /// <param name="bytes">The part.</param>
    /// <param name="offset">Where it begins, in bytes.</param>
    /// <exception cref="FileRefusedException">The disk is full.</exception>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            FileBytes.Write(Handle, bytes, offset);
        }
        catch (LocalFileException failure)
        {
            throw FileFailure.From(failure, "write", Name);
        }
    }

    /// <summary>Cuts it down, or empties it: what comes next is written there.</summary>
    /// <param name="length">How many bytes stay; at most as many as there are.</param>
    public async ValueTask TruncateAsync(long length)
    {
        await Digest.RestartAsync();
        FileBytes.SetLength(Handle, length);
    }

    /// <summary>Begins with a copy of what another file begins with.</summary>
    /// <param name="file">The other file.</param>
    /// <param name="length">How many bytes of it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FileRefusedException">There is no room, or the file became shorter.</exception>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public async ValueTask CopyAsync(ServedFile file, long length, CancellationToken cancel)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(CopiedBytes);
        try
        {
            for (long copied = 0; copied < length;)
            {
                await (Digest.Turns?.StepAsync(cancel) ?? default);
                int wanted = (int)Math.Min(chunk.Length, length - copied);
                if (copied + wanted > MaxBytes)
                    throw TooMuch(length);

                int read = FileBytes.Read(file.Handle, chunk.AsSpan(0, wanted), copied);
                if (read == 0)
                    throw new FileRefusedException(FileRefusal.Busy, "the file became shorter");

                Write(chunk.AsSpan(0, read), copied);
                copied += read;
            }
        }
        finally
        {
            Digest.Turns?.Rest();
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <summary>Discards it: nothing is kept for a next attempt.</summary>
    public async ValueTask DiscardAsync()
    {
        await Digest.DisposeAsync();
        if (_isEnded)
            return;

        FileCalls.Unlink(_place.Directory, _place.TemporaryName); // if it fails, the next start sweeps it
        Close();
    }

    /// <summary>
    /// Closes it. Unless it was published, it is discarded, or kept if it can go on. Who has come to take it over waits
    /// for this, so that he can be told what became of it.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            bool isKept = _place.KeptName is not null && !_isEnded && Length > 0 && !HasMoved();
            if (!isKept)
            {
                await DiscardAsync();
                return;
            }

            await Digest.DisposeAsync();
            Statx status = RawStatus();
            Close();
            _place.Keep(status);
        }
        finally
        {
            _place.Dispose();
        }
    }

    /// <summary>Opens and locks the temporary file. Owns <paramref name="place"/> from now on.</summary>
    /// <param name="place">Where.</param>
    /// <param name="length">How long it will be, in bytes, if known: what cannot fit is refused now.</param>
    internal static PendingUpload Open(UploadPlace place, long? length)
    {
        try
        {
            place.RefuseUnlessReplaceable();
            if (length is { } announced)
                place.RefuseUnlessItFits(announced - place.KeptBytes);
            return new PendingUpload(place, place.OpenLocked(), isAnnounced: length is not null);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private async ValueTask CheckAsync(long length, Sha256Sum? sum, CancellationToken cancel)
    {
        long written = StatusNow().Length;
        if (written != length)
            throw new FileRefusedException(FileRefusal.WrongLength, $"{written} bytes came, {length} announced");
        if (length > _place.MaxBytes)
            throw TooMuch(length);
        if (sum is { } announced && await Digest.SumAsync(length, cancel) != announced)
        {
            await DiscardAsync();
            throw new FileRefusedException(FileRefusal.Checksum, $"the SHA-256 is not {announced}");
        }
    }

    // What cannot be told now, for want of descriptors for example, is told when it goes on.
    private bool HasMoved()
    {
        try
        {
            return !_place.IsInPlace();
        }
        catch (Exception e) when (e is IOException or FileRefusedException)
        {
            return false;
        }
    }

    private FileStatus StatusNow() => FileStatus.From(RawStatus());

    private Statx RawStatus()
    {
        FileFailure.Check(FileCalls.Status(Handle, out Statx status), "stat", Name);
        return status;
    }

    private void Flush(SafeFileHandle handle)
    {
        try
        {
            FileBytes.Flush(handle);
        }
        catch (LocalFileException failure)
        {
            throw FileFailure.From(failure, "sync", Name);
        }
    }

    private void Close()
    {
        _isEnded = true;
        FileCalls.Unlock(Handle); // closing alone does not, while a child being started has a copy of the handle
        Handle.Dispose();
    }
}
