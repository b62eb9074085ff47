using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sockeye.Native;
using Sockeye.Protocols.Text;

namespace Sockeye.Storage;

/// <summary>A download under way: <c>FILE.part</c>, which becomes <c>FILE</c> when it is whole and verified.</summary>
/// <remarks>
/// <para>It holds the first bytes of the remote file and nothing else: no header, and no file beside it. Whether the
/// remote file still begins with these bytes is asked of the remote, by their SHA-256; so names, times and servers may
/// change meanwhile, and only the content decides. Where the remote has no SHA-256, <see cref="Version"/>
/// decides.</para>
/// <para>Disposed unpublished, it stays for the next attempt, unless it is empty. It is locked: a second download of
/// the same file is refused. One task at a time.</para>
/// </remarks>
public sealed class PartFile : IAsyncDisposable
{
    /// <summary>What follows the file's name until it is whole.</summary>
    public const string Suffix = ".part";

    private const uint NewFileMode = 0b110_110_110; // 0666, less the process's umask: as of any new file

    // Each means that another download ended between two calls of ours. Eight in a row means something else.
    private const int MaxAttempts = 8;

    private const string VersionAttribute = "user.sockeye.version";

    private readonly string _partPath;

    private PartFile(string target, string partPath, SafeFileHandle handle)
    {
        (Target, _partPath, Handle) = (target, partPath, handle);
        Digest = new FollowingDigest(handle);
    }

    /// <summary>The path it will have.</summary>
    public string Target { get; }

    /// <summary>The open file, for reading and writing; belongs to this object.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Its SHA-256: of what an earlier attempt left, and then of what is reported to it as written.</summary>
    public FollowingDigest Digest { get; }

    /// <summary>
    /// Of which version of the remote file it is, in the remote's own words; null when nobody has said. For remotes
    /// that cannot be asked for a SHA-256. It stays with the file, where the file system keeps extended attributes.
    /// </summary>
    public string? Version
    {
        get => ExtendedAttributes.Get(Handle, VersionAttribute);
        set
        {
            if (value is null || !ExtendedAttributes.TrySet(Handle, VersionAttribute, value))
                ExtendedAttributes.Remove(Handle, VersionAttribute);
        }
    }

    /// <summary>How many bytes it holds.</summary>
    public long Length => RandomAccess.GetLength(Handle);

    /// <summary>Opens or creates <c>FILE.part</c> beside <paramref name="target"/>.</summary>
    /// <param name="target">The path the file will have. A file there is replaced when the download is whole.</param>
    /// <param name="mayResume">Whether to keep what an earlier attempt left.</param>
    /// <exception cref="FileRefusedException">The path is a directory, is in use, or is not a regular file.</exception>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static PartFile Open(string target, bool mayResume)
    {
        RefuseUnlessReplaceable(target);
        string partPath = target + Suffix;
        var part = new PartFile(target, partPath, OpenLocked(partPath));
        if (!mayResume)
            RandomAccess.SetLength(part.Handle, 0);
        return part;
    }

    /// <summary>Forgets what an earlier attempt left.</summary>
    public ValueTask StartOverAsync()
    {
        RandomAccess.SetLength(Handle, 0);
        return Digest.RestartAsync();
    }

    /// <summary>Brings the file to the disk and gives it its name, in one step that others see.</summary>
    /// <param name="length">How many bytes it must have.</param>
    /// <param name="modified">The modification time it gets; null for that of writing it.</param>
    /// <param name="cancel">Gives up; only until the name is given.</param>
    /// <exception cref="FileRefusedException">
    /// The length is wrong, or meanwhile a name was taken by something else.
    /// </exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Publish(long length, DateTimeOffset? modified, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(Handle.IsClosed, this);
        if (Length != length)
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"has {Length} bytes instead of {length}");
            throw Refused(FileRefusal.WrongLength, _partPath, what);
        }

        if (modified is { } time)
            File.SetLastWriteTimeUtc(Handle, time.UtcDateTime);
        ExtendedAttributes.Remove(Handle, VersionAttribute);
        RandomAccess.FlushToDisk(Handle);
        cancel.ThrowIfCancellationRequested();
        if (!Names(_partPath, Handle))
            throw Refused(FileRefusal.Busy, _partPath, "was replaced by another program");
        RefuseUnlessReplaceable(Target);
        File.Move(_partPath, Target, overwrite: true);
        Close();
        FlushDirectory();
    }

    /// <summary>Removes the file: its bytes are known to be wrong.</summary>
    public void Discard()
    {
        File.Delete(_partPath);
        Close();
    }

    /// <summary>Closes the file and leaves it for the next attempt, unless it is empty.</summary>
    public async ValueTask DisposeAsync()
    {
        await Digest.DisposeAsync();
        if (!Handle.IsClosed && Length == 0)
            Discard();
        else
            Close();
    }

    // A rename would replace a device or a FIFO as readily as a file.
    private static void RefuseUnlessReplaceable(string target)
    {
        if (FileCalls.StatusBehind(target, out Statx status) != Errno.None || status.IsRegular)
            return;

        string what = status.IsDirectory ? "is a directory" : "is not a regular file: a download replaces nothing else";
        throw Refused(FileRefusal.NotAllowed, target, what);
    }

    private static SafeFileHandle OpenLocked(string partPath)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            SafeFileHandle handle = OpenRegular(partPath);
            bool isFree = FileCalls.TryLock(handle) != Errno.Again; // where locks are not supported nobody gets one
            if (isFree && Names(partPath, handle))
                return handle;

            handle.Dispose();
            if (!isFree)
                break;
        }

        throw Refused(FileRefusal.Busy, partPath, "is being written by another download");
    }

    private static SafeFileHandle OpenRegular(string partPath)
    {
        const int Flags = OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.NonBlocking;
        Errno error = FileCalls.Open(partPath, Flags, out SafeFileHandle handle, NewFileMode);
        Errno unknown = error == Errno.None
            ? FileCalls.Status(handle, out Statx status)
            : FileCalls.StatusOf(partPath, out status);
        if (error == Errno.None && unknown == Errno.None && status.IsRegular)
            return handle;

        handle.Dispose();
        if (unknown == Errno.None && !status.IsRegular)
            throw Refused(FileRefusal.NotAllowed, partPath, "is not a regular file");
        throw CannotBeCreated(partPath, error == Errno.None ? unknown : error);
    }

    private static IOException CannotBeCreated(string partPath, Errno error)
    {
        string reason = error is Errno.NotFound or Errno.NotDirectory
            ? "no such directory"
            : Marshal.GetPInvokeErrorMessage((int)error);
        return new IOException($"{PrintableText.Escape(partPath)} cannot be created: {reason}", (int)error);
    }

    // Between opening and locking, whoever held the lock may have published or discarded what was opened.
    private static bool Names(string path, SafeFileHandle handle) =>
        FileCalls.Status(handle, out Statx opened) == Errno.None
        && FileCalls.StatusOf(path, out Statx named) == Errno.None
        && named.Identity == opened.Identity;

    private static FileRefusedException Refused(FileRefusal refusal, string path, string what) =>
        new(refusal, $"{PrintableText.Escape(path)} {what}");

    private void FlushDirectory()
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(Target))!; // a file always has one
        if (!OperatingSystem.IsLinux())
            return; // no call for it; the system syncs by itself before long
        if (FileCalls.OpenDirectory(directory, OpenFlags.ReadOnly, out SafeFileHandle handle) != Errno.None)
            return; // may be entered but not read: likewise

        using (handle)
            RandomAccess.FlushToDisk(handle);
    }

    private void Close()
    {
        if (Handle.IsClosed)
            return;

        FileCalls.Unlock(Handle); // closing alone does not, while a child being started has a copy of the handle
        Handle.Dispose();
    }
}
