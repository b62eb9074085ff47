using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native;

/// <summary>
/// File calls relative to an open directory. Each gives an <see cref="Errno"/>; what it means, the caller decides.
/// </summary>
internal static class FileCalls
{
    private const nint OpenAt2Number = 437; // the same on all architectures since Linux 5.6
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const int SymlinkNoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint BasicStats = 0x7ff; // STATX_BASIC_STATS
    private const int WorkingDirectory = -100; // AT_FDCWD
    private const int RemoveDirectoryFlag = 0x200; // AT_REMOVEDIR
    private const uint NoReplace = 1; // RENAME_NOREPLACE
    private const int LockExclusive = 2; // LOCK_EX
    private const int LockNoWait = 4; // LOCK_NB
    private const int LockRelease = 8; // LOCK_UN
    private const int MayWrite = 2; // W_OK
    private const uint SameOwner = uint.MaxValue; // chown(2): -1 changes nothing

    // proc(5): our own open handles as a directory. Opened once, it saves each reopening the way there.
    private static SafeFileHandle? _openHandles;

    /// <summary>Opens a directory by its path; links are followed: the path is our user's, not a peer's.</summary>
    public static Errno OpenDirectory(string path, int flags, out SafeFileHandle handle) =>
        Take(Libc.Open(path, flags | OpenFlags.Directory | OpenFlags.CloseOnExec, 0), out handle);

    /// <summary>A handle on what our user's own path leads to, through links; nothing is opened.</summary>
    public static Errno OpenPathOnly(string path, out SafeFileHandle handle) =>
        Take(Libc.Open(path, OpenFlags.PathOnly | OpenFlags.CloseOnExec, 0), out handle);

    /// <summary>
    /// Opens our user's own path. Its last segment must not be a link: whoever made that has chosen where it leads.
    /// </summary>
    public static Errno Open(string path, int flags, out SafeFileHandle handle, uint mode = 0) =>
        Take(Libc.Open(path, flags | OpenFlags.NoFollow | OpenFlags.CloseOnExec, mode), out handle);

    /// <summary>Opens our user's own path, through links.</summary>
    public static Errno OpenFollowing(string path, int flags, uint mode, out SafeFileHandle handle) =>
        Take(Libc.Open(path, flags | OpenFlags.CloseOnExec, mode), out handle);

    /// <summary>Writes some of it, where the file's own offset or O_APPEND says.</summary>
    public static Errno Write(SafeFileHandle file, ReadOnlySpan<byte> data, out int bytes)
    {
        nint written = Libc.Write(file, ref MemoryMarshal.GetReference(data), (nuint)data.Length);
        bytes = (int)Math.Max(0, written);
        return Result((int)written);
    }

    /// <summary>Whether a pipe or a terminal has room again, or an error to tell; waits for it so long.</summary>
    public static bool HasRoom(SafeFileHandle file, int milliseconds)
    {
        using var hold = new DescriptorHold(file);
        var asked = PollDescriptor.Of(file, PollDescriptor.Writable);
        return hold.IsHeld && PollDescriptor.Poll(ref asked, count: 1, milliseconds) != 0;
    }

    /// <summary>Opens one segment below <paramref name="directory"/>, which must not be a link.</summary>
    public static Errno OpenAt(
        SafeFileHandle directory, string segment, int flags, out SafeFileHandle handle, uint mode = 0)
    {
        int allFlags = flags | OpenFlags.NoFollow | OpenFlags.CloseOnExec;
        return Take(Libc.OpenAt(directory, segment, allFlags, mode), out handle);
    }

    /// <summary>Opens a path below <paramref name="directory"/> that cannot leave it nor pass a link.</summary>
    public static Errno OpenBeneath(SafeFileHandle directory, string path, int flags, out SafeFileHandle handle)
    {
        var how = new OpenHow
        {
            Flags = (ulong)(uint)(flags | OpenFlags.CloseOnExec),
            Resolve = OpenHow.Beneath | OpenHow.NoSymlinks,
        };
        nint fd = Libc.OpenAt2(OpenAt2Number, directory, path, how, (nuint)Marshal.SizeOf<OpenHow>());
        return Take((int)fd, out handle);
    }

    /// <summary>
    /// Opens what <paramref name="pathOnly"/> stands for: exactly that, wherever its name points by now.
    /// </summary>
    public static Errno Reopen(SafeFileHandle pathOnly, int flags, out SafeFileHandle handle)
    {
        using var path = new DescriptorPath(pathOnly);
        Errno error = OpenHandles(out handle);
        return error == Errno.None
            ? Take(Libc.OpenAt(handle, path.Name, flags | OpenFlags.CloseOnExec, 0), out handle)
            : error;
    }

    public static Errno Status(SafeFileHandle handle, out Statx status) =>
        Result(Libc.Statx(handle, "", EmptyPath, BasicStats, out status));

    public static Errno StatusAt(SafeFileHandle directory, string segment, out Statx status) =>
        Result(Libc.Statx(directory, segment, SymlinkNoFollow, BasicStats, out status));

    /// <summary>The status of our user's own path, of a link itself if it is one.</summary>
    public static Errno StatusOf(string path, out Statx status) => StatusOf(path, SymlinkNoFollow, out status);

    /// <summary>The status of what our user's own path leads to, through links.</summary>
    public static Errno StatusBehind(string path, out Statx status) => StatusOf(path, flags: 0, out status);

    /// <summary>Takes the file's lock for as long as the handle is open; the lock dies with the process.</summary>
    public static Errno TryLock(SafeFileHandle file) => Result(Libc.Flock(file, LockExclusive | LockNoWait));

    /// <summary>
    /// Gives the lock back. Closing alone does not, while a child being started still has a copy of the handle.
    /// </summary>
    public static Errno Unlock(SafeFileHandle file) => Result(Libc.Flock(file, LockRelease));

    /// <summary>Renames within a directory; a file of that name is replaced.</summary>
    public static Errno Rename(SafeFileHandle directory, string from, string to) =>
        RenameOver(directory, from, directory, to);

    /// <summary>Renames between two directories, and replaces nothing: what is there gives Exists.</summary>
    public static Errno RenameNew(
        SafeFileHandle fromDirectory, string from, SafeFileHandle toDirectory, string to) =>
        Result(Libc.RenameAt2(fromDirectory, from, toDirectory, to, NoReplace));

    /// <summary>Renames between two directories; a file of that name is replaced.</summary>
    public static Errno RenameOver(
        SafeFileHandle fromDirectory, string from, SafeFileHandle toDirectory, string to) =>
        Result(Libc.RenameAt(fromDirectory, from, toDirectory, to));

    public static Errno CreateDirectory(SafeFileHandle directory, string segment, uint mode) =>
        Result(Libc.MkdirAt(directory, segment, mode));

    public static Errno Unlink(SafeFileHandle directory, string segment) =>
        Result(Libc.UnlinkAt(directory, segment, 0));

    /// <summary>Removes an empty directory.</summary>
    public static Errno RemoveDirectory(SafeFileHandle directory, string segment) =>
        Result(Libc.UnlinkAt(directory, segment, RemoveDirectoryFlag));

    /// <summary>Renames our user's own path; a file of the new name is replaced.</summary>
    public static Errno Rename(string from, string to)
    {
        using SafeFileHandle workingDirectory = OpenWorkingDirectory();
        return RenameOver(workingDirectory, from, workingDirectory, to);
    }

    /// <summary>Removes our user's own path.</summary>
    public static Errno Unlink(string path)
    {
        using SafeFileHandle workingDirectory = OpenWorkingDirectory();
        return Unlink(workingDirectory, path);
    }

    /// <summary>Whether this process may write to what the handle stands for, without opening it.</summary>
    public static Errno MayBeWritten(SafeFileHandle handle)
    {
        using var path = new DescriptorPath(handle);
        return MayBeWritten(path.Text);
    }

    /// <summary>Whether this process may write to what our user's own path leads to.</summary>
    public static Errno MayBeWritten(string path) => Result(Libc.CanAccess(path, MayWrite));

    public static Errno ChangeMode(SafeFileHandle file, uint mode) => Result(Libc.ChangeMode(file, mode));

    public static Errno ChangeOwner(SafeFileHandle file, uint user, uint group) =>
        Result(Libc.ChangeOwner(file, user, group));

    public static Errno ChangeGroup(SafeFileHandle file, uint group) => ChangeOwner(file, SameOwner, group);

    private static Errno StatusOf(string path, int flags, out Statx status)
    {
        using SafeFileHandle workingDirectory = OpenWorkingDirectory();
        return Result(Libc.Statx(workingDirectory, path, flags, BasicStats, out status));
    }

    // A failure is not kept: the next call tries again.
    private static Errno OpenHandles(out SafeFileHandle handles)
    {
        if (_openHandles is { } known)
        {
            handles = known;
            return Errno.None;
        }

        int opened = Libc.Open(DescriptorPath.Directory, OpenFlags.PathOnly | OpenFlags.CloseOnExec, 0);
        Errno error = Take(opened, out handles);
        if (error == Errno.None && Interlocked.CompareExchange(ref _openHandles, handles, null) is { } other)
        {
            handles.Dispose();
            handles = other;
        }

        return error;
    }

    private static SafeFileHandle OpenWorkingDirectory() => new(WorkingDirectory, ownsHandle: false);

    private static Errno Take(int fd, out SafeFileHandle handle)
    {
        Errno result = Result(fd);
        handle = new SafeFileHandle(fd, ownsHandle: true);
        bool isReserved = Descriptors.IsReserved(handle); // also asked when it is none: the limit may be another
        if (result != Errno.None || !isReserved)
            return result;

        handle.Dispose();
        return Errno.TooManyOpen;
    }

    private static Errno Result(int returned) =>
        returned >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
}
