using Microsoft.Win32.SafeHandles;
using Sockeye.Fairness;
using Sockeye.LocalFiles;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

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
    /// <summary>How many paths may stand side by side: 1,000, our choice, more than anybody writes on a line.</summary>
    public const int MaxPaths = 1_000;

    private readonly SafeFileHandle _root;
    private readonly RootEntries? _entries; // null for one directory
    private readonly IPathResolver _resolver;
    private readonly FileRootOptions _options;
    private readonly MemoryBudget _listed;
    private readonly TimeProvider _time;
    private readonly UploadTurns _turns;

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
        : this(OpenRoot(path), entries: null, options, mayUseOpenAt2, time)
    {
    }

    private FileRoot(
        SafeFileHandle root, RootEntries? entries, FileRootOptions? options, bool mayUseOpenAt2, TimeProvider? time)
    {
        (_root, _entries) = (root, entries);
        _options = options ?? new FileRootOptions();
        _time = time ?? TimeProvider.System;
        _turns = new UploadTurns(_time);
        Kept = new KeptUploads(_options);
        Sums = new FileSums(_options, _time);
        _listed = new MemoryBudget(_options.MaxHeldBytes);
        Contents = new FileContents(_time);
        Changes = new FileChanges(this);
        _resolver = mayUseOpenAt2 && BeneathResolver.IsSupported(_root) ? new BeneathResolver() : new WalkResolver();
    }

    /// <summary>
    /// Files and directories side by side, each under its last name, and nothing else: what is beside them on the disk
    /// is not there. They themselves cannot be replaced, renamed or removed, nor can another be put beside them.
    /// </summary>
    /// <param name="paths">
    /// One to <see cref="MaxPaths"/>, each with a last name of its own; a link stands for what it leads to.
    /// </param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <param name="time">The clock that stamps the files; null for that of this machine.</param>
    /// <exception cref="FileRefusedException">One is not there, or two have the same last name.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static FileRoot OfPaths(
        IReadOnlyList<string> paths, FileRootOptions? options = null, TimeProvider? time = null)
    {
        RequireLinux();
        RootEntries entries = RootEntries.Open(paths);
        return new FileRoot(entries.FirstDirectory, entries, options, mayUseOpenAt2: true, time);
    }

    /// <summary>Whether the kernel itself keeps names below the root, by openat2(2).</summary>
    public bool UsesOpenAt2 => _resolver is BeneathResolver;

    /// <summary>
    /// Whether it is of paths side by side (<see cref="OfPaths"/>): what is at its top stays as it is.
    /// </summary>
    public bool IsSideBySide => _entries is not null;

    /// <summary>The longest file that is taken, in bytes.</summary>
    public long MaxUploadBytes => _options.MaxUploadBytes;

    /// <summary>Removing, making directories, moving.</summary>
    public FileChanges Changes { get; }

    /// <summary>The uploads that were cut and can go on, of all services that share it.</summary>
    internal KeptUploads Kept { get; }

    /// <summary>Held by who needs that no directory gets another name meanwhile.</summary>
    internal NameGate Names { get; } = new();

    /// <summary>The sums of its files, for all services that share it.</summary>
    internal FileSums Sums { get; }

    /// <summary>The short files that were read a moment ago, for all services that share it.</summary>
    internal FileContents Contents { get; }

    /// <summary>Opens a regular file for reading.</summary>
    /// <exception cref="FileRefusedException">It is not there, not a regular file, or not allowed.</exception>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public ServedFile OpenRead(FileName name)
    {
        SafeFileHandle found = Resolve(name, out Statx status);
        try
        {
            return status.IsRegular ? new ServedFile(this, name, found, status) : throw NotRegular(name);
        }
        catch
        {
            found.Dispose();
            throw;
        }
    }

    /// <summary>Tells what is known of a regular file or a directory without reading it.</summary>
    /// <param name="name">Which; null is the root.</param>
    /// <exception cref="FileRefusedException">It is not there, or neither of the two.</exception>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public FileStatus Stat(FileName? name)
    {
        Statx status;
        if (name is null)
            FileFailure.Check(FileCalls.Status(_root, out status), "stat", name);
        else
            Resolve(name, out status).Dispose();

        return status.IsRegular || status.IsDirectory ? FileStatus.From(status) : throw NotRegular(name!);
    }

    /// <summary>Whether the name is taken, by whatever it is.</summary>
    /// <exception cref="FileRefusedException">There is no such directory.</exception>
    internal bool Exists(FileName name)
    {
        if (_entries is not null && name.Parent is null)
            return _entries.Names.Contains(name.Text);

        using SafeFileHandle directory = OpenDirectory(name.Parent);
        return FileCalls.StatusAt(directory, name.LastSegment, out _) == Errno.None;
    }

    /// <summary>Lists a directory, by name.</summary>
    /// <param name="directory">Which directory; null is the root.</param>
    /// <param name="isRecursive">Whether to list what is below it as well.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FileRefusedException">It is not there, not a directory, or may not be read.</exception>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public FileListing List(FileName? directory, bool isRecursive, CancellationToken cancel) =>
        List(directory, isRecursive, static (_, _) => true, PeerNetwork.Local, cancel);

    /// <summary>The same, of what is seen: see <see cref="ListingTerms"/>.</summary>
    internal FileListing List(
        FileName? directory, bool isRecursive, Func<FileName?, bool, bool> isSeen, PeerNetwork peer,
        CancellationToken cancel) =>
        new(this, directory, new ListingTerms(
            isRecursive, isSeen, _options.MaxListedEntries, _listed, peer, _options.HidesDotNames, cancel));

    /// <summary>
    /// Begins to take a file. It appears under its name, whole, when it is published, and not before.
    /// </summary>
    /// <param name="name">Its name. Its directory must exist; a regular file of that name will be replaced.</param>
    /// <param name="length">How long it will be, in bytes, if known: what cannot fit is refused now.</param>
    /// <param name="mayReplace">
    /// Is asked just before it gets its name: whether a file of that name is replaced. Throws if it must not have it
    /// at all. Null: yes.
    /// </param>
    /// <exception cref="FileRefusedException">The name, the length or the disk does not allow it.</exception>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public PendingUpload CreateUpload(FileName name, long? length = null, Func<bool>? mayReplace = null)
    {
        RefuseUpload(name, length);
        var place = new UploadPlace(this, name) { MayReplace = mayReplace };
        return PendingUpload.Open(place, length);
    }

    /// <summary>
    /// Begins to take a file, or goes on where an earlier attempt of the same owner and key ended: what arrives stays
    /// when it is cut, as long as there are not too many (<see cref="FileRootOptions.MaxKeptUploads"/>).
    /// </summary>
    /// <remarks>Who comes later has it: whoever held it is told (<see cref="PendingUpload.Superseded"/>).</remarks>
    /// <param name="name">Its name, as with <see cref="CreateUpload"/>.</param>
    /// <param name="key">What tells this upload from others of that name: who sends it, and of what.</param>
    /// <param name="length">How long it will be, in bytes, if known.</param>
    /// <param name="mayReplace">
    /// Is asked just before it gets its name: whether a file of that name is replaced. Throws if it must not have it
    /// at all. Null: yes.
    /// </param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="owner">Whose it is: of each owner so many are kept.</param>
    /// <exception cref="FileRefusedException">
    /// The name, the length, the disk or another holder does not allow it.
    /// </exception>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public async ValueTask<PendingUpload> ResumeUploadAsync(
        FileName name, string key, long? length, Func<bool>? mayReplace, CancellationToken cancel, string owner = "")
    {
        RefuseUpload(name, length);
        string kept = TemporaryName.Kept(name.LastSegment, owner, key);
        UploadTurns.Turn turn = await _turns.TakeAsync($"{name.Parent?.Text}/{kept}", cancel);
        try
        {
            var place = new UploadPlace(this, name)
            {
                KeptName = kept,
                Turn = turn,
                MayReplace = mayReplace,
            };
            return PendingUpload.Open(place, length);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>
    /// How much of an upload that was cut is kept, in bytes, at least one; null when there is none of that owner and
    /// key.
    /// </summary>
    /// <exception cref="FileRefusedException">There is no such directory.</exception>
    public long? KeptLength(FileName name, string key, string owner = "")
    {
        using SafeFileHandle directory = OpenDirectory(name.Parent);
        long kept = UploadPlace.KeptBytesAt(directory, TemporaryName.Kept(name.LastSegment, owner, key));
        return kept > 0 ? kept : null;
    }

    /// <summary>
    /// Removes what uploads of ended processes left behind, except those that can still go on, and of those what is too
    /// old or too many. To be called at the start of a server, and now and then.
    /// </summary>
    /// <remarks>
    /// Uploads under way, of this process or another, are left alone. Looks at every directory below the root, on its
    /// file system; passes over what it may not read.
    /// </remarks>
    /// <returns>How many were removed.</returns>
    public int SweepStaleUploads(CancellationToken cancel) =>
        new StaleUploads(this, _time.GetUtcNow() - _options.KeepsUploadsFor).Remove(cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        _root.Dispose();
        _entries?.Dispose();
        Names.Dispose();
    }

    /// <summary>Counts an upload that was cut, and removes those that give way for it.</summary>
    /// <returns>How many were removed.</returns>
    internal int Keep(KeptUpload cut) => Kept.Add(cut).Count(TryRemove);

    /// <summary>Whether an open directory is the one of that name; null is the root.</summary>
    internal bool IsAt(FileName? name, SafeFileHandle directory)
    {
        try
        {
            if (name is null && _entries is not null)
                return false;

            using SafeFileHandle? found = name is null ? null : Resolve(name, out _);
            return FileCalls.Status(found ?? _root, out Statx there) == Errno.None
                && FileCalls.Status(directory, out Statx held) == Errno.None
                && there.Identity == held.Identity;
        }
        catch (FileRefusedException gone) when (gone.Refusal is FileRefusal.NotFound or FileRefusal.NotAllowed)
        {
            return false;
        }
    }

    private bool TryRemove(KeptUpload kept)
    {
        try
        {
            using SafeFileHandle directory = OpenDirectory(kept.Directory);
            return StaleUpload.TryRemove(directory, kept.Entry);
        }
        catch (Exception gone) when (gone is FileRefusedException or IOException)
        {
            return false; // the next sweep finds it where it is
        }
    }

    /// <summary>The directories that all others are in: the root, or the entries of one that is none itself.</summary>
    internal IEnumerable<FileName?> Tops =>
        _entries?.Names.Select(static FileName? (name) => FileName.Parse(name)) ?? [null];

    /// <summary>Opens what is in a directory; null is the root.</summary>
    internal IDirectoryNames OpenNames(FileName? name) =>
        name is null && _entries is not null ? _entries.List() : new OpenedDirectory(OpenDirectory(name));

    /// <summary>Opens a directory for reading; null is the root.</summary>
    /// <exception cref="FileRefusedException">Also of a root that is no directory itself.</exception>
    internal SafeFileHandle OpenDirectory(FileName? name)
    {
        if (name is null && _entries is not null)
            throw new FileRefusedException(FileRefusal.NotAllowed, "what is shared side by side stays as it is");

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

    /// <summary>Whether nobody sees a name: an upload's under way, or a hidden one.</summary>
    internal bool IsLeftOut(string segment) =>
        TemporaryName.Is(segment) || (_options.HidesDotNames && segment[0] == '.');

    /// <exception cref="FileRefusedException">Nothing new can have that name.</exception>
    internal void RefuseReserved(FileName name)
    {
        if (TemporaryName.Is(name.LastSegment))
            throw new FileRefusedException(FileRefusal.NotAllowed, "the name is reserved for uploads under way");
        if (IsLeftOut(name.LastSegment))
            throw new FileRefusedException(FileRefusal.NotAllowed, "names that begin with a dot are not shared here");
    }

    private void RefuseUpload(FileName name, long? length)
    {
        RefuseReserved(name);
        if (length > MaxUploadBytes)
            throw new FileRefusedException(FileRefusal.TooLarge, $"{length} bytes; the limit is {MaxUploadBytes}");
    }

    private static SafeFileHandle OpenRoot(string path)
    {
        RequireLinux();
        Errno error = FileCalls.OpenDirectory(path, OpenFlags.PathOnly, out SafeFileHandle root);
        FileFailure.Check(error, $"open {path} as", name: null);
        return root;
    }

    private static void RequireLinux()
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("files are served on Linux only");
    }

    private SafeFileHandle Resolve(FileName name, out Statx status)
    {
        int named = _entries is null ? 0 : 1; // what our user has named is not hidden
        if (name.Segments.Skip(named).Any(IsLeftOut))
            throw FileFailure.From(Errno.NotFound, "open", name);

        (SafeFileHandle? start, FileName? below) = (_root, name);
        if (_entries is not null && !_entries.TryFind(name, out start, out below))
            throw FileFailure.From(Errno.NotFound, "open", name);

        FileFailure.Check(_resolver.Resolve(start, below, out SafeFileHandle handle), "open", name);
        Errno error = FileCalls.Status(handle, out status);
        if (error == Errno.None)
            return handle;

        handle.Dispose();
        throw FileFailure.From(error, "stat", name);
    }
}
