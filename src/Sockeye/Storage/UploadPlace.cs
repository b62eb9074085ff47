using Microsoft.Win32.SafeHandles;
using Sockeye.Native;

namespace Sockeye.Storage;

/// <summary>Where an upload is written: its directory, held open, and its temporary name there.</summary>
/// <param name="directory">Belongs to this object.</param>
/// <param name="name">The name it will have.</param>
/// <param name="maxBytes">The longest it may become.</param>
internal sealed class UploadPlace(SafeFileHandle directory, FileName name, long maxBytes) : IDisposable
{
    private const uint NewFileMode = 0b110_100_100; // 0644, less the process's umask

    // A sweep can take the file between its creation and its lock. Once is seldom; eight times means something else.
    private const int MaxAttempts = 8;

    private string _temporaryName = "";

    public SafeFileHandle Directory => directory;

    public FileName Name => name;

    public long MaxBytes => maxBytes;

    /// <summary>What it is called while it is written.</summary>
    public string TemporaryName => _temporaryName;

    /// <summary>By which key it goes on; null when it is thrown away once cut.</summary>
    public string? Key { get; init; }

    /// <summary>How many bytes an earlier attempt left.</summary>
    public long KeptBytes =>
        Key is not null
        && FileCalls.StatusAt(
            directory, Storage.TemporaryName.Kept(name.LastSegment, Key), out Statx status) == Errno.None
            ? (long)status.Size
            : 0;

    /// <summary>The turn of whoever goes on with it; null without a key.</summary>
    public UploadTurns.Turn? Turn { get; init; }

    /// <summary>Whether a file of that name is replaced; throws if it must not have the name. Null: yes.</summary>
    public Func<bool>? MayReplace { get; init; }

    /// <summary>Creates or, with a key, opens the temporary file, and locks it.</summary>
    /// <exception cref="FileRefusedException">Another process holds it, or the rights do not allow it.</exception>
    public SafeFileHandle OpenLocked()
    {
        uint mode = RefuseUnlessReplaceable() ? FileTraits.PrivateMode : NewFileMode;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            _temporaryName = Key is null
                ? Storage.TemporaryName.Create()
                : Storage.TemporaryName.Kept(name.LastSegment, Key);
            if (TryOpen(mode) is { } handle)
                return handle;
        }

        throw FileFailure.From(Errno.Busy, "create", name);
    }

    /// <summary>Gives the file its name, in one step that others see.</summary>
    /// <remarks>
    /// One that replaces another has the owner, group, mode, access control list and extended attributes of that, as
    /// far as this process may set them; never the right to run as its owner, for the content is a stranger's.
    /// </remarks>
    public void Publish(SafeFileHandle upload)
    {
        using SafeFileHandle? existing = OpenReplaceable();
        bool mayReplace = MayReplace?.Invoke() ?? true;
        if (mayReplace && existing is not null)
            FileTraits.Carry(existing, upload, keepsPrivileges: false);
        Errno error = mayReplace
            ? FileCalls.Rename(directory, TemporaryName, name.LastSegment)
            : FileCalls.RenameNew(directory, TemporaryName, directory, name.LastSegment);
        FileFailure.Check(error, "publish", name);
    }

    /// <summary>
    /// Who has the name must be a regular file that may be written: a rename would replace a device, a FIFO or what is
    /// read-only as readily.
    /// </summary>
    /// <returns>Whether there is one.</returns>
    public bool RefuseUnlessReplaceable()
    {
        using SafeFileHandle? existing = OpenReplaceable();
        return existing is not null;
    }

    /// <summary>
    /// An early no, before the bytes are on their way. The disk has the last word while they are written.
    /// </summary>
    /// <param name="bytes">How many are still to come.</param>
    public void RefuseUnlessItFits(long bytes)
    {
        using var path = new HandlePath(directory);
        long free = new DriveInfo(path.Text).AvailableFreeSpace;
        if (bytes > free)
            throw new FileRefusedException(FileRefusal.Full, $"{bytes} bytes announced, {free} free");
    }

    public void Dispose()
    {
        directory.Dispose();
        Turn?.Dispose();
    }

    private SafeFileHandle? OpenReplaceable()
    {
        Errno error = FileCalls.OpenAt(directory, name.LastSegment, OpenFlags.PathOnly, out SafeFileHandle existing);
        if (error == Errno.NotFound)
            return null;

        FileFailure.Check(error, "replace", name); // what it was could not be carried over

        try
        {
            FileFailure.Check(FileCalls.Status(existing, out Statx status), "stat", name);
            if (!status.IsRegular)
                throw new FileRefusedException(
                    FileRefusal.NotAllowed, "the name is taken by what is not a regular file");
            FileFailure.Check(FileCalls.MayBeWritten(existing), "write", name);
            return existing;
        }
        catch
        {
            existing.Dispose();
            throw;
        }
    }

    private SafeFileHandle? TryOpen(uint mode)
    {
        // Nobody but us writes under a reserved name, and never through a link (O_NOFOLLOW).
        int flags =
            OpenFlags.ReadWrite | OpenFlags.Create | (Key is null ? OpenFlags.Exclusive : OpenFlags.NonBlocking);
        Errno error = FileCalls.OpenAt(directory, TemporaryName, flags, out SafeFileHandle handle, mode);
        FileFailure.Check(error, "create", name);

        // Where locks are not supported nobody gets one, so nobody sweeps either.
        bool isOurs = FileCalls.TryLock(handle) != Errno.Again
            && FileCalls.Status(handle, out Statx status) == Errno.None
            && status is { Links: > 0, IsRegular: true }; // 0: a sweep was faster and has removed it
        if (isOurs)
            return handle;

        handle.Dispose();
        return null;
    }
}
