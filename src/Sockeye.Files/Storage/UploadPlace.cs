using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>Where an upload is written: its directory, held open, and its temporary name there.</summary>
/// <param name="root">What it is below.</param>
/// <param name="name">The name it will have.</param>
internal sealed class UploadPlace(FileRoot root, FileName name) : IDisposable
{
    private const uint FileMode = 0b110_100_100; // 0644, less the process's umask

    // A sweep can take the file between its creation and its lock. Once is seldom; eight times means something else.
    private const int MaxAttempts = 8;

    // What uploads of unknown length leave free: a twentieth of the disk, at most 1 GiB. Our choice, as ext4 leaves a
    // twentieth to root. Each may have its first MiB of that: a small one is no danger.
    private const int ReservedPart = 20;
    private const long MaxReserveBytes = 1024 * 1024 * 1024;
    private const long UnreservedBytes = 1024 * 1024;

    private readonly SafeFileHandle _directory = root.OpenDirectory(name.Parent);
    private string _temporaryName = "";

    public SafeFileHandle Directory => _directory;

    public FileName Name => name;

    /// <summary>How long it may become, in bytes, whatever the disk has.</summary>
    public long MaxBytes => root.MaxUploadBytes;

    /// <summary>What it is called while it is written.</summary>
    public string TemporaryName => _temporaryName;

    /// <summary>By which name it goes on; null when it is thrown away once cut.</summary>
    public string? KeptName { get; init; }

    /// <summary>How many bytes an earlier attempt left.</summary>
    public long KeptBytes => KeptName is null ? 0 : KeptBytesAt(_directory, KeptName);

    /// <summary>The turn of whoever goes on with it; null without a key.</summary>
    public UploadTurns.Turn? Turn { get; init; }

    /// <summary>Whether a file of that name is replaced; throws if it must not have the name. Null: yes.</summary>
    public Func<bool>? MayReplace { get; init; }

    /// <summary>Creates or, with a key, opens the temporary file, and locks it.</summary>
    /// <exception cref="FileRefusedException">Another process holds it, or the rights do not allow it.</exception>
    public SafeFileHandle OpenLocked()
    {
        uint mode = RefuseUnlessReplaceable() ? FileTraits.PrivateMode : FileMode;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            _temporaryName = KeptName ?? Storage.TemporaryName.Create();
            if (TryOpen(mode) is not { } handle)
                continue;

            if (KeptName is not null)
                root.Kept.Begin(name.Parent, KeptName);
            return handle;
        }

        throw FileFailure.From(Errno.Busy, "create", name);
    }

    /// <summary>Gives the file its name, in one step that others see.</summary>
    /// <remarks>
    /// Rights go by names, so its directory must still be the one of its name: what was moved meanwhile may be where
    /// less is allowed. One that replaces another has the owner, group, mode, access control list and extended
    /// attributes of that, as far as this process may set them; never the right to run as its owner, for the content is
    /// a stranger's.
    /// </remarks>
    /// <exception cref="FileRefusedException">It must not have the name, or its directory is elsewhere.</exception>
    public void Publish(SafeFileHandle upload)
    {
        using SafeFileHandle? existing = OpenReplaceable();
        using IDisposable still = root.Names.Hold(); // nothing gets another name from here on
        if (!IsInPlace())
            throw new FileRefusedException(FileRefusal.NotFound, "its directory was moved or removed meanwhile");

        bool mayReplace = MayReplace?.Invoke() ?? true;
        if (mayReplace && existing is not null)
            Carry(existing, upload);
        Errno error = mayReplace
            ? FileCalls.Rename(_directory, TemporaryName, name.LastSegment)
            : FileCalls.RenameNew(_directory, TemporaryName, _directory, name.LastSegment);
        FileFailure.Check(error, "publish", name);
        FileCalls.Unlock(upload); // at once: .NET programs take such locks, and could not open what they see
    }

    /// <summary>Whether its directory is still the one of its name: else nobody can go on with it.</summary>
    public bool IsInPlace() => root.IsAt(name.Parent, _directory);

    /// <summary>It was cut and is closed: it counts, and others may have to give way for it.</summary>
    /// <param name="status">What it was at its end.</param>
    public void Keep(in Statx status)
    {
        root.Kept.End(name.Parent, TemporaryName);
        if (status.Links > 0) // else it was removed with its directory
            root.Keep(new KeptUpload(name.Parent, TemporaryName, (long)status.Size, status.Changed));
    }

    /// <summary>How much of an upload that was cut is kept, and ours; 0 when there is none.</summary>
    public static long KeptBytesAt(SafeFileHandle directory, string keptName) =>
        FileCalls.StatusAt(directory, keptName, out Statx status) == Errno.None && OwnFile.FlawOf(status) is null
            ? (long)status.Size
            : 0;

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
        long free = DiskSpace().Free;
        if (bytes > free)
            throw new FileRefusedException(FileRefusal.Full, $"{bytes} bytes announced, {free} free");
    }

    /// <summary>
    /// How long an upload may become of which nobody says how long it will be: the disk would be full before it is
    /// refused, so others are left a reserve. Of what is free now, for there may be more of its kind.
    /// </summary>
    /// <param name="written">How long it is, in bytes.</param>
    public long MaxBytesNow(long written)
    {
        (long free, long total) = DiskSpace();
        long reserve = Math.Min(total / ReservedPart, MaxReserveBytes);
        long most = written + Math.Max(0, free - reserve);
        return Math.Min(MaxBytes, Math.Max(most, UnreservedBytes));
    }

    public void Dispose()
    {
        if (KeptName is not null)
            root.Kept.End(name.Parent, KeptName);
        _directory.Dispose();
        Turn?.Dispose();
    }

    private (long Free, long Total) DiskSpace()
    {
        using var path = new DescriptorPath(_directory);
        try
        {
            var disk = new DriveInfo(path.Text);
            return (disk.AvailableFreeSpace, disk.TotalSize);
        }
        catch (Exception failure) when (LocalFileException.IsMeantBy(failure))
        {
            throw LocalFileException.Of(failure);
        }
    }

    // One that another user could have put there gives nothing: the upload is a new file.
    private void Carry(SafeFileHandle existing, SafeFileHandle upload)
    {
        FileFailure.Check(FileCalls.Status(_directory, out Statx directory), "stat", name.Parent);
        using var path = new DescriptorPath(_directory);
        if (!FileTraits.TryCarry(existing, directory, upload, keepsPrivileges: false))
            FileCalls.ChangeMode(upload, FileMode & NewFileMode.In(path.Text));
    }

    private SafeFileHandle? OpenReplaceable()
    {
        Errno error = FileCalls.OpenAt(_directory, name.LastSegment, OpenFlags.PathOnly, out SafeFileHandle existing);
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
        SafeFileHandle? handle = KeptName is null ? null : TryOpenKept();
        if (handle is null)
        {
            // Never through a link, nor what somebody else has put there: O_EXCL.
            const int flags = OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Exclusive;
            Errno error = FileCalls.OpenAt(_directory, TemporaryName, flags, out handle, mode);
            if (error == Errno.Exists)
                return null;
            FileFailure.Check(error, "create", name);
        }

        // Where locks are not supported nobody gets one, so nobody sweeps either.
        bool isOurs = FileCalls.TryLock(handle) != Errno.Again
            && FileCalls.Status(handle, out Statx status) == Errno.None
            && status.Links > 0; // 0: a sweep was faster and has removed it
        if (isOurs)
            return handle;

        handle.Dispose();
        return null;
    }

    // The name can be guessed: what somebody else has put there, or may write to, is not gone on with. The names are
    // reserved for us, so it is removed.
    private SafeFileHandle? TryOpenKept()
    {
        const int flags = OpenFlags.ReadWrite | OpenFlags.NonBlocking;
        Errno error = FileCalls.StatusAt(_directory, TemporaryName, out Statx status);
        if (error == Errno.None && OwnFile.FlawOf(status) is null)
        {
            error = FileCalls.OpenAt(_directory, TemporaryName, flags, out SafeFileHandle handle);
            if (error == Errno.None && FileCalls.Status(handle, out status) == Errno.None
                && (status.Links == 0 || OwnFile.FlawOf(status) is null))
                return handle;

            handle.Dispose();
        }

        if (error == Errno.None)
            error = FileCalls.Unlink(_directory, TemporaryName);
        if (error != Errno.NotFound)
            FileFailure.Check(error, "go on with", name);
        return null;
    }
}
