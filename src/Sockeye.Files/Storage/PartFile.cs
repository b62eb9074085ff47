using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Storage;

/// <summary>A download under way: <c>FILE.part</c>, which becomes <c>FILE</c> when it is whole and verified.</summary>
/// <remarks>
/// <para>It holds the first bytes of the remote file and nothing else: no header, and no file beside it. Whether the
/// remote file still begins with these bytes is asked of the remote, by their SHA-256; so names, times and servers may
/// change meanwhile, and only the content decides. Where the remote has no SHA-256, <see cref="Version"/>
/// decides.</para>
/// <para>Disposed unpublished, it stays for the next attempt, unless it is empty. It is locked: a second download of
/// the same file is refused. One task at a time.</para>
/// <para>Anybody can guess its name. Only one that belongs to us, has no other name and cannot be written by others is
/// gone on with; until it is published, it is for its owner alone (0600). One of another user is left alone, and
/// <c>FILE.1.part</c> to <c>FILE.9.part</c> are tried. Where the file system tells another owner than us of what we
/// make, nothing is left for the next attempt.</para>
/// </remarks>
public sealed class PartFile : IAsyncDisposable
{
    private const string Suffix = ".part";

    private const int MostOthers = 9; // of one file, that are not ours: our choice

    // Each means that another download ended between two calls of ours. Eight in a row means something else.
    private const int MaxAttempts = 8;

    private const string VersionAttribute = "user.sockeye.version";

    private readonly string _partPath;
    private readonly string _path; // behind the links
    private readonly bool _mayGoOn;

    private PartFile(string target, string path, string partPath, SafeFileHandle handle)
    {
        (Target, _path, _partPath, Handle) = (target, path, partPath, handle);
        _mayGoOn = FileCalls.Status(handle, out Statx status) == Errno.None && OwnFile.FlawOf(status) is null;
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
    public long Length => FileBytes.Length(Handle);

    /// <summary>What a file is called until it is whole: <c>FILE.part</c>, or shorter where that is too long.</summary>
    /// <param name="path">Its path; a link has none, but what it leads to.</param>
    public static string PathOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", SiblingName.Of(Path.GetFileName(path), Suffix));

    /// <summary>Whether something could be what is left of a download, by its name.</summary>
    public static bool IsPart(string path) => path.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>All the names it may have: the first, and those for when another user has taken that.</summary>
    /// <param name="path">As for <see cref="PathOf"/>.</param>
    public static IEnumerable<string> PathsOf(string path) => Enumerable.Range(0, MostOthers + 1).Select(number =>
        number == 0
            ? PathOf(path)
            : Path.Combine(
                Path.GetDirectoryName(path) ?? "",
                SiblingName.Of(
                    Path.GetFileName(path), string.Create(CultureInfo.InvariantCulture, $".{number}{Suffix}"))));

    /// <summary>The path of what an attempt left; null when there is nothing to go on with.</summary>
    /// <param name="target">The path the file will have; links are followed.</param>
    /// <exception cref="LocalFileException">The links lead in a circle.</exception>
    public static string? Find(string target) => PathsOf(FileLinks.Follow(target)).FirstOrDefault(part =>
        FileCalls.StatusOf(part, out Statx status) == Errno.None && OwnFile.FlawOf(status) is null);

    /// <summary>
    /// Why what lies there as <c>FILE.part</c> is not gone on with, as a sentence without its end; null when it is, or
    /// when nothing is there.
    /// </summary>
    /// <param name="target">The path the file will have; links are followed.</param>
    /// <exception cref="LocalFileException">The links lead in a circle.</exception>
    public static string? FlawOf(string target)
    {
        string part = PathOf(FileLinks.Follow(target));
        return FileCalls.StatusOf(part, out Statx status) == Errno.None && OwnFile.FlawOf(status) is { } flaw
            ? $"{PrintableText.Escape(part)} {flaw}"
            : null;
    }

    /// <summary>Opens or creates <c>FILE.part</c> beside <paramref name="target"/>.</summary>
    /// <param name="target">
    /// The path the file will have; what a link leads to. A file there is replaced when the download is whole, and the
    /// new one has its owner, group, mode, access control list and extended attributes, as far as this process may set
    /// them, unless another user could have put that one there.
    /// </param>
    /// <param name="mayResume">Whether to keep what an earlier attempt left.</param>
    /// <exception cref="FileRefusedException">
    /// The path is a directory, is in use, is not a regular file, or one that may not be written.
    /// </exception>
    /// <exception cref="LocalFileException">It cannot be created.</exception>
    public static PartFile Open(string target, bool mayResume)
    {
        string path = Follow(target);
        if (IsReplaced(path)) // or refused
            RefuseWhatOnlyItsOwnerReplaces(path);
        foreach (string partPath in PathsOf(path))
        {
            if (OpenLocked(partPath) is not { } handle)
                continue;

            if (!mayResume)
                FileBytes.SetLength(handle, 0);
            return new PartFile(target, path, partPath, handle);
        }

        throw Refused(FileRefusal.NotAllowed, PathOf(path), "and all others of the file belong to other users");
    }

    /// <summary>Forgets what an earlier attempt left.</summary>
    public ValueTask StartOverAsync()
    {
        FileBytes.SetLength(Handle, 0);
        return Digest.RestartAsync();
    }

    /// <summary>Brings the file to the disk and gives it its name, in one step that others see.</summary>
    /// <param name="length">How many bytes it must have.</param>
    /// <param name="modified">The modification time it gets; null for that of writing it.</param>
    /// <param name="cancel">Gives up; only until the name is given.</param>
    /// <exception cref="FileRefusedException">
    /// The length is wrong, or meanwhile a name was taken by something else.
    /// </exception>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public void Publish(long length, DateTimeOffset? modified, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(Handle.IsClosed, this);
        if (Length != length)
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"has {Length} bytes instead of {length}");
            throw Refused(FileRefusal.WrongLength, _partPath, what);
        }

        if (modified is { } time)
            FileBytes.SetModified(Handle, time);
        ExtendedAttributes.Remove(Handle, VersionAttribute);
        FileBytes.Flush(Handle);
        cancel.ThrowIfCancellationRequested();
        if (!Names(_partPath, Handle))
            throw Refused(FileRefusal.Busy, _partPath, "was replaced by another program");
        if (!IsReplaced(_path) || !TryCarryTraits())
            FileCalls.ChangeMode(Handle, NewFileMode.In(Path.GetDirectoryName(Path.GetFullPath(_path))!));
        Check(FileCalls.Rename(_partPath, _path), _path, "replaced");
        Close();
        FlushDirectory();
    }

    /// <summary>Removes the file: its bytes are known to be wrong.</summary>
    public void Discard()
    {
        Errno error = FileCalls.Unlink(_partPath);
        Check(error == Errno.NotFound ? Errno.None : error, _partPath, "removed");
        Close();
    }

    /// <summary>
    /// Closes the file and leaves it for the next attempt, unless it is empty or cannot be gone on with.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await Digest.DisposeAsync();
        if (!Handle.IsClosed && (Length == 0 || !_mayGoOn))
            Discard();
        else
            Close();
    }

    /// <returns>The path behind the links of <paramref name="target"/>.</returns>
    private static string Follow(string target)
    {
        string path = FileLinks.Follow(target);
        if (path == target)
            return path;

        // A link may lead to what has no name (proc(5)), or be one that must not be followed (fs.protected_symlinks).
        Errno error = FileCalls.StatusBehind(target, out Statx status);
        if (error == Errno.None && !status.IsRegular)
            throw NotReplaceable(path, status);
        if (error == Errno.None && status.Links == 0)
            throw CannotBeWritten(target, Errno.NotFound);
        return error == Errno.None || IsMissing(error) ? path : throw CannotBeWritten(target, error);
    }

    // A rename would replace a device or a FIFO as readily as a file, and a read-only file as readily as any other.
    private static bool IsReplaced(string path)
    {
        Errno error = FileCalls.StatusOf(path, out Statx status);
        if (error == Errno.None && !status.IsRegular)
            throw NotReplaceable(path, status);
        if (error == Errno.None)
            error = FileCalls.MayBeWritten(path);
        return error == Errno.None || (IsMissing(error) ? false : throw CannotBeWritten(path, error));
    }

    // Of a sticky directory, before anything is fetched: a rename would fail (inode(7), S_ISVTX).
    private static void RefuseWhatOnlyItsOwnerReplaces(string path)
    {
        Statx directory = OwnFile.DirectoryOf(path);
        if (FileCalls.StatusOf(path, out Statx named) == Errno.None && !OwnFile.WeAreRoot
            && directory.IsSticky && !OwnFile.IsOwn(directory) && !OwnFile.IsOwn(named))
            throw Refused(
                FileRefusal.NotAllowed, path, "belongs to another user, who alone may replace it: give another name");
    }

    private static FileRefusedException NotReplaceable(string path, in Statx status) => Refused(
        FileRefusal.NotAllowed, path,
        status.IsDirectory ? "is a directory" : "is not a regular file: a download replaces nothing else");

    private static bool IsMissing(Errno error) => error is Errno.NotFound or Errno.NotDirectory;

    private static FileRefusedException CannotBeWritten(string path, Errno error) => Refused(
        FileRefusal.NotAllowed, path, $"cannot be written: {Marshal.GetPInvokeErrorMessage((int)error)}");

    /// <returns>null when what is there belongs to another user, or cannot be removed.</returns>
    private static SafeFileHandle? OpenLocked(string partPath)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            Errno error = FileCalls.StatusOf(partPath, out Statx status);
            if (error is not (Errno.None or Errno.NotFound))
                throw CannotBeCreated(partPath, error);
            if (error == Errno.None && !OwnFile.IsOwn(status))
                return null;
            if (error == Errno.None && !status.IsRegular)
                throw Refused(FileRefusal.NotAllowed, partPath, "is not a regular file");
            if (error == Errno.None && OwnFile.FlawOf(status) is not null)
            {
                if (FileCalls.Unlink(partPath) is not (Errno.None or Errno.NotFound))
                    return null;
                continue;
            }

            if (TryOpen(partPath, isNew: error == Errno.NotFound) is not { } handle)
                continue;

            bool isFree = FileCalls.TryLock(handle) != Errno.Again; // where locks are not supported nobody gets one
            if (isFree && Names(partPath, handle))
                return handle;

            handle.Dispose();
            if (!isFree)
                break;
        }

        throw Refused(FileRefusal.Busy, partPath, "is being written by another download");
    }

    /// <returns>null when it is another by now.</returns>
    private static SafeFileHandle? TryOpen(string partPath, bool isNew)
    {
        int flags = OpenFlags.ReadWrite | (isNew ? OpenFlags.Create | OpenFlags.Exclusive : OpenFlags.NonBlocking);
        Errno error = FileCalls.Open(partPath, flags, out SafeFileHandle handle, FileTraits.PrivateMode);
        if (error == Errno.None
            && (isNew || (FileCalls.Status(handle, out Statx status) == Errno.None && OwnFile.FlawOf(status) is null)))
            return handle;

        handle.Dispose();
        return error is Errno.None or Errno.Exists or Errno.Loop || (error == Errno.NotFound && !isNew)
            ? null
            : throw CannotBeCreated(partPath, error);
    }

    private static LocalFileException CannotBeCreated(string partPath, Errno error)
    {
        string reason = error is Errno.NotFound or Errno.NotDirectory
            ? "no such directory"
            : Marshal.GetPInvokeErrorMessage((int)error);
        return new LocalFileException($"{PrintableText.Escape(partPath)} cannot be created: {reason}", (int)error);
    }

    private static void Check(Errno error, string path, string what)
    {
        if (error == Errno.None)
            return;

        string reason = Marshal.GetPInvokeErrorMessage((int)error);
        throw new LocalFileException($"{PrintableText.Escape(path)} cannot be {what}: {reason}", (int)error);
    }

    // Between opening and locking, whoever held the lock may have published or discarded what was opened.
    private static bool Names(string path, SafeFileHandle handle) =>
        FileCalls.Status(handle, out Statx opened) == Errno.None
        && FileCalls.StatusOf(path, out Statx named) == Errno.None
        && named.Identity == opened.Identity;

    private static FileRefusedException Refused(FileRefusal refusal, string path, string what) =>
        new(refusal, $"{PrintableText.Escape(path)} {what}");

    // The download is our own user's deed: what ran with an owner's rights still does, as far as he could have left
    // that by writing to it.
    private bool TryCarryTraits()
    {
        if (FileCalls.OpenPathOnly(_path, out SafeFileHandle existing) != Errno.None)
            return false; // somebody removed it this moment

        using (existing)
        {
            return FileTraits.TryCarry(
                existing, OwnFile.DirectoryOf(_path), Handle, keepsPrivileges: OwnFile.WeAreRoot);
        }
    }

    private void FlushDirectory()
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(_path))!; // a file always has one
        if (!OperatingSystem.IsLinux())
            return; // no call for it; the system syncs by itself before long
        if (FileCalls.OpenDirectory(directory, OpenFlags.ReadOnly, out SafeFileHandle handle) != Errno.None)
            return; // may be entered but not read: likewise

        using (handle)
            FileBytes.Flush(handle);
    }

    private void Close()
    {
        if (Handle.IsClosed)
            return;

        FileCalls.Unlock(Handle); // closing alone does not, while a child being started has a copy of the handle
        Handle.Dispose();
    }
}
