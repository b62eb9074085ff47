using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>
/// A file of our own user that is only added to, as a log is. Several processes may add to it at once (O_APPEND,
/// open(2)), and it may be rotated: when its name stands for another file, or for none, it is opened again by its name.
/// Before it becomes longer than its limit it is renamed here, to <c>NAME.1</c>, over an older one; where that cannot
/// be done, nothing more is added.
/// </summary>
/// <remarks>
/// Safe from any thread. Nothing waits for who reads a FIFO longer than a second. Linux only.
/// </remarks>
public sealed class LogFile : IDisposable
{
    private const uint CreateMode = 0x1b6; // rw-rw-rw-, less the umask

    // How long others wait for what is being written: our choice, twice as long as a reader may take.
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly long _maxBytes;
    private readonly Lock _lock = new();
    private SafeFileHandle _file;
    private FileIdentity? _identity; // of a regular file; others are not rotated
    private bool _isMidLine; // a disk that became full took a part of a line
    private int _refusedBytes; // there was no room for so many: now less gets none either, or lines would come and go

    /// <summary>Opens it, or makes it.</summary>
    /// <param name="path">Links in it are followed: it is our user's.</param>
    /// <param name="maxBytes">How long it may become, in bytes.</param>
    /// <exception cref="LocalFileException">
    /// It cannot be written, or is a link or a file of another user than us and root, or has another name as well.
    /// </exception>
    public LogFile(string path, long maxBytes = long.MaxValue)
    {
        (_path, _maxBytes) = (path, maxBytes);
        (_file, _identity) = Open(path);
    }

    /// <summary>Adds lines, each with its line feed.</summary>
    /// <exception cref="LocalFileException">
    /// Not all of it was added, for want of space, or of a reader. What is added next begins a line of its own.
    /// </exception>
    public void Write(ReadOnlySpan<byte> lines)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_file.IsClosed, this);
            if (_identity is { } identity)
                Follow(identity, lines.Length);
            if (_isMidLine)
                WriteAll("\n"u8);
            WriteAll(lines);
        }
    }

    /// <summary>
    /// Opens it by its name now, or makes it: it was moved away, and whoever did that goes on with it.
    /// </summary>
    /// <exception cref="LocalFileException">
    /// It cannot be written, or what was written before is still under way. The one before stays.
    /// </exception>
    public void Reopen()
    {
        if (!_lock.TryEnter(WaitTimeout))
            throw new LocalFileException($"cannot open {_path} again: it is still being written; try it later");

        try
        {
            if (!_file.IsClosed)
                OpenAgain();
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>Waits for what is being written, but not long: a disk may hang.</summary>
    public void Dispose()
    {
        bool isMine = _lock.TryEnter(WaitTimeout);
        _file.Dispose(); // who writes still holds it; what is written later fails
        if (isMine)
            _lock.Exit();
    }

    private void WriteAll(ReadOnlySpan<byte> data)
    {
        Errno error = WatcherFile.WriteAll(_file, data, WatcherFile.TimeoutMilliseconds, out int bytes);
        if (bytes > 0)
            _isMidLine = data[bytes - 1] != (byte)'\n';
        if (error != Errno.None)
            throw new LocalFileException($"cannot write {_path}: {WatcherFile.Text(error)}");
    }

    // Goes where its name goes, and makes room.
    private void Follow(FileIdentity identity, int bytes)
    {
        if (!IsStill(identity, out long length))
            OpenAgain();
        else if (length > 0 && length + Math.Max(bytes, _refusedBytes) > _maxBytes)
            Rotate(identity, bytes);
    }

    private bool IsStill(FileIdentity identity, out long length)
    {
        bool isStill = FileCalls.StatusBehind(_path, out Statx status) == Errno.None && status.Identity == identity;
        length = (long)status.Size;
        return isStill;
    }

    // Several processes may come to it at once: who has the lock does it, and nobody does it twice.
    private void Rotate(FileIdentity identity, int bytes)
    {
        if (FileCalls.TryLock(_file) == Errno.Again)
            return;

        string file = File.ResolveLinkTarget(_path, returnFinalTarget: true)?.FullName ?? _path;
        try
        {
            if (IsStill(identity, out _))
                File.Move(file, file + ".1", overwrite: true);
            OpenAgain();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            FileCalls.Unlock(_file);
            _refusedBytes = Math.Max(bytes, _refusedBytes);
            throw new LocalFileException(
                $"cannot rename {file} to {file}.1, and it may not have more than {_maxBytes} bytes: {e.Message}",
                cause: e);
        }
    }

    private void OpenAgain()
    {
        (SafeFileHandle file, FileIdentity? identity) = Open(_path);
        if (_file.IsClosed) // the end of the process waits for no disk that hangs
        {
            file.Dispose();
            throw new LocalFileException($"cannot write {_path}: it was closed");
        }

        FileCalls.Unlock(_file); // closing alone does not, while a child being started has a copy of the handle
        _file.Dispose();
        (_file, _identity, _isMidLine, _refusedBytes) = (file, identity, false, 0);
    }

    // A FIFO is opened to be read as well, as syslog daemons do: it need not have a reader yet, and its readers may
    // come and go. Of a pipe that is ours already, as /dev/stdout, nobody could come.
    private static (SafeFileHandle File, FileIdentity? Identity) Open(string path)
    {
        bool isPipe = FileCalls.StatusBehind(path, out Statx named) == Errno.None && named.IsPipe;
        int access = isPipe && !OwnFile.IsOfTheSystem(path) ? OpenFlags.ReadWrite : OpenFlags.WriteOnly;
        SafeFileHandle file = WatcherFile.Open(path, access | OpenFlags.Append, CreateMode, out Statx status);
        return (file, status.IsRegular ? status.Identity : null);
    }
}
