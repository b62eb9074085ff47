using Microsoft.Win32.SafeHandles;
using Sockeye.Native;

namespace Sockeye.Storage;

/// <summary>A directory whose files are served: the one place where a peer's name becomes an open file.</summary>
/// <remarks>
/// <para>Nothing outside of the root can be reached: not by <c>..</c>, an absolute name or a link, nor by a race that
/// swaps a directory for a link meanwhile. Symbolic links are refused, wherever they point. Only regular files are
/// opened: a device or a FIFO is recognised before it is.</para>
/// <para>Safe from any thread. Several roots, in several processes, may share one directory. Linux only, and needs
/// <c>/proc</c>.</para>
/// </remarks>
public sealed class FileRoot : IDisposable
{
    private readonly SafeFileHandle _root;
    private readonly IPathResolver _resolver;
    private readonly FileRootOptions _options;

    /// <summary>Opens the directory. It stays this one if its name is given to another.</summary>
    /// <param name="path">An existing directory of our own user; links in it are followed.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <param name="time">
    /// The clock that stamps the files; null for that of this machine. A sum is remembered only of a file that has been
    /// left alone for some time.
    /// </param>
    /// <exception cref="FileRefusedException">There is no such directory, or its rights do not allow it.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public FileRoot(string path, FileRootOptions? options = null, TimeProvider? time = null)
        : this(path, options, mayUseOpenAt2: true, time)
    {
    }

    internal FileRoot(string path, FileRootOptions? options, bool mayUseOpenAt2, TimeProvider? time = null)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("files are served on Linux only");

        FileFailure.Check(FileCalls.OpenDirectory(path, OpenFlags.PathOnly, out _root), $"open {path} as", name: null);
        _options = options ?? new FileRootOptions();
        Sums = new FileSums(_options, time ?? TimeProvider.System);
        _resolver = mayUseOpenAt2 && BeneathResolver.IsSupported(_root) ? new BeneathResolver() : new WalkResolver();
    }

    /// <summary>Whether the kernel itself keeps names below the root, by openat2(2).</summary>
    public bool UsesOpenAt2 => _resolver is BeneathResolver;

    /// <summary>The longest file that is taken, in bytes.</summary>
    public long MaxUploadBytes => _options.MaxUploadBytes;

    /// <summary>The sums of its files, for all services that share it.</summary>
    internal FileSums Sums { get; }

    /// <summary>Opens a regular file for reading.</summary>
    /// <exception cref="FileRefusedException">It is not there, not a regular file, or not allowed.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public ServedFile OpenRead(FileName name)
    {
        using SafeFileHandle found = Resolve(name, out Statx status);
        if (!status.IsRegular)
            throw NotRegular(name);

        // O_PATH has told that it is regular, so opening it can neither wait for a FIFO's other end nor wake a device.
        FileFailure.Check(FileCalls.Reopen(found, OpenFlags.ReadOnly, out SafeFileHandle handle), "open", name);
        return new ServedFile(handle, status, Sums);
    }

    /// <summary>Tells what is known of a regular file or a directory without reading it.</summary>
    /// <param name="name">Which; null is the root.</param>
    /// <exception cref="FileRefusedException">It is not there, or neither of the two.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public FileStatus Stat(FileName? name)
    {
        Statx status;
        if (name is null)
            FileFailure.Check(FileCalls.Status(_root, out status), "stat", name);
        else
            Resolve(name, out status).Dispose();

        return status.IsRegular || status.IsDirectory ? FileStatus.From(status) : throw NotRegular(name!);
    }

    /// <summary>Lists regular files and directories, by name. Uploads under way and links are left out.</summary>
    /// <param name="directory">Which directory; null is the root.</param>
    /// <param name="isRecursive">Whether to list what is below it as well.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FileRefusedException">
    /// It is not there, not a directory, or holds more than the limit.
    /// </exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public IReadOnlyList<FileEntry> List(FileName? directory, bool isRecursive, CancellationToken cancel)
    {
        var entries = new List<FileEntry>();
        var walk = new DirectoryWalk(this, isRecursive, _options.MaxListedEntries);
        walk.Run(directory, Keep, cancel);
        entries.Sort((one, other) => string.CompareOrdinal(one.Name.Text, other.Name.Text));
        return entries;

        void Keep(SafeFileHandle handle, FileName? parent, string entry, in Statx status)
        {
            bool isServed = (status.IsRegular || status.IsDirectory) && !TemporaryName.Is(entry);
            if (isServed && FileName.TryCombine(parent, entry, out FileName? name))
                entries.Add(new FileEntry(name, FileStatus.From(status)));
        }
    }

    /// <summary>
    /// Begins to take a file. It appears under its name, whole, when it is published, and not before.
    /// </summary>
    /// <param name="name">Its name. Its directory must exist; a regular file of that name will be replaced.</param>
    /// <param name="length">How long it will be, in bytes, if known: what cannot fit is refused now.</param>
    /// <exception cref="FileRefusedException">The name, the length or the disk does not allow it.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public PendingUpload CreateUpload(FileName name, long? length = null)
    {
        if (TemporaryName.Is(name.LastSegment))
            throw new FileRefusedException(FileRefusal.NotAllowed, "the name is reserved for uploads under way");
        if (length > MaxUploadBytes)
            throw new FileRefusedException(FileRefusal.TooLarge, $"{length} bytes; the limit is {MaxUploadBytes}");

        return PendingUpload.Create(OpenDirectory(name.Parent), name, length, MaxUploadBytes);
    }

    /// <summary>Removes what uploads of ended processes left behind. To be called at the start of a server.</summary>
    /// <remarks>
    /// Uploads under way, of this process or another, are left alone. Looks at every directory below the root.
    /// </remarks>
    /// <returns>How many were removed.</returns>
    public int SweepStaleUploads(CancellationToken cancel)
    {
        int swept = 0;
        new DirectoryWalk(this, isRecursive: true, maxEntries: int.MaxValue).Run(first: null, Sweep, cancel);
        return swept;

        void Sweep(SafeFileHandle directory, FileName? parent, string entry, in Statx status)
        {
            if (status.IsRegular && TemporaryName.Is(entry) && StaleUpload.TryRemove(directory, entry))
                swept++;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _root.Dispose();

    /// <summary>Opens a directory for reading; null is the root.</summary>
    internal SafeFileHandle OpenDirectory(FileName? name)
    {
        int flags = OpenFlags.ReadOnly | OpenFlags.Directory;
        if (name is null)
        {
            Errno error = FileCalls.OpenAt(_root, ".", flags, out SafeFileHandle root);
            FileFailure.Check(error, "open", name);
            return root;
        }

        using SafeFileHandle found = Resolve(name, out Statx status);
        if (!status.IsDirectory)
            throw FileFailure.From(Errno.NotDirectory, "open", name);

        FileFailure.Check(FileCalls.Reopen(found, flags, out SafeFileHandle directory), "open", name);
        return directory;
    }

    private static FileRefusedException NotRegular(FileName name) =>
        new(FileRefusal.NotAllowed, $"{Protocols.Text.PrintableText.Escape(name.Text)} is not a regular file");

    private SafeFileHandle Resolve(FileName name, out Statx status)
    {
        if (name.Segments.Any(TemporaryName.Is))
            throw FileFailure.From(Errno.NotFound, "open", name);

        FileFailure.Check(_resolver.Resolve(_root, name, out SafeFileHandle handle), "open", name);
        Errno error = FileCalls.Status(handle, out status);
        if (error == Errno.None)
            return handle;

        handle.Dispose();
        throw FileFailure.From(error, "stat", name);
    }
}
