using Microsoft.Win32.SafeHandles;
using Sockeye.Fairness;
using Sockeye.LocalFiles;
using Sockeye.Native;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Storage;

/// <summary>A regular file below the root, open for reading. Dispose it to close it.</summary>
/// <remarks>
/// It stays this file when its name is given to another. Its length may change while it is open: who promised a peer
/// <see cref="FileStatus.Length"/> bytes sends exactly as many, or breaks off.
/// </remarks>
public sealed class ServedFile : IDisposable
{
    private const uint RootUser = 0;

    private readonly FileRoot _root;
    private readonly FileName _name;
    private readonly SafeFileHandle _found; // it alone, whatever its name stands for by now; not open for reading
    private readonly FileVersion _version;
    private readonly uint _owner;
    private SafeFileHandle? _opened;
    private byte[]? _content;

    // What was read a moment ago, by who had the right to, needs no opening.
    internal ServedFile(FileRoot root, FileName name, SafeFileHandle found, in Statx status)
    {
        (_root, _name, _found) = (root, name, found);
        (Status, _version, _owner) = (FileStatus.From(status), FileVersion.Of(status), status.Owner);
        _content = root.Contents.Find(_version);
        if (_content is null)
            _opened = Open();
    }

    /// <summary>The open file; belongs to this object.</summary>
    /// <remarks>One whose content is at hand is opened when this is first asked for.</remarks>
    /// <exception cref="FileRefusedException">It cannot be opened any more.</exception>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public SafeFileHandle Handle => _opened ??= Open();

    /// <summary>What it was when it was opened.</summary>
    public FileStatus Status { get; }

    /// <summary>Its length in bytes when it was opened.</summary>
    public long Length => Status.Length;

    /// <summary>When its content last changed before it was opened, UTC.</summary>
    public DateTimeOffset Modified => Status.Modified;

    /// <summary>Whether whoever owns it on this machine owns the other as well, or is root.</summary>
    /// <param name="other">Another file.</param>
    public bool IsOfTheOwnerOf(ServedFile other) => _owner == other._owner || _owner == RootUser;

    /// <summary>Which file it is, in which state.</summary>
    internal FileVersion Version => _version;

    /// <summary>The SHA-256 of the whole file, if it was computed since the file last changed; else null.</summary>
    public Sha256Sum? KnownSum => _root.Sums.Known(_version);

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
    /// <param name="offset">Where the part begins, in bytes; within the file.</param>
    /// <param name="length">How many bytes; within the file.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="place">By whose turns; null: nobody else's work is to be considered.</param>
    /// <exception cref="FileRefusedException"><see cref="FileRefusal.Busy"/>: the file became shorter.</exception>
    public ValueTask<Sha256Sum> SumAsync(
        long offset, long length, CancellationToken cancel, WorkPlace? place = null) =>
        offset == 0 && length == Length
            ? _root.Sums.SumAsync(Handle, _version, place, cancel)
            : FileSums.SumAsync(Handle, offset, length, place, cancel);

    /// <summary>
    /// Its whole content, if it is short: up to 8 KiB. What was read less than a second ago is not read again.
    /// </summary>
    /// <returns>Null when it is longer.</returns>
    /// <exception cref="EndOfStreamException">The file became shorter.</exception>
    public ReadOnlyMemory<byte>? ReadIfShort()
    {
        if (Length > FileContents.MaxBytes)
            return null;

        return _content ??= _root.Contents.Read(Handle, _version);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _opened?.Dispose();
        _found.Dispose();
    }

    // O_PATH has told that it is regular, so opening it can neither wait for a FIFO's other end nor wake a device.
    private SafeFileHandle Open()
    {
        Errno error = FileCalls.Reopen(_found, OpenFlags.ReadOnly, out SafeFileHandle opened);
        FileFailure.Check(error, "open", _name);
        _found.Dispose(); // the O_PATH handle has done its service
        return opened;
    }
}
