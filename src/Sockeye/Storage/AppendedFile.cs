using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sockeye.Native;

namespace Sockeye.Storage;

/// <summary>
/// A file of our own user that is only added to, as a log is. Several processes may add to it at once (O_APPEND,
/// open(2)), and it may be rotated: when its name stands for another file, or for none, it is opened again by its name.
/// Before it becomes longer than its limit it is renamed here, to <c>NAME.1</c>, over an older one, where its directory
/// allows that.
/// </summary>
/// <remarks>Safe from any thread. Linux only.</remarks>
public sealed class AppendedFile : IDisposable
{
    private const uint CreateMode = 0x1b6; // rw-rw-rw-, less the umask

    private readonly string _path;
    private readonly long _maxBytes;
    private readonly Lock _lock = new();
    private SafeFileHandle _file;
    private FileIdentity? _identity; // of a regular file; others are not rotated
    private bool _isMidLine; // a disk that became full took a part of a line
    private bool _mayRotate = true;

    /// <summary>Opens it, or makes it.</summary>
    /// <param name="path">Links in it are followed: it is our user's.</param>
    /// <param name="maxBytes">How long it may become, in bytes.</param>
    /// <exception cref="IOException">
    /// It cannot be written, or is a link or a file of another user than us and root, or has another name as well.
    /// </exception>
    public AppendedFile(string path, long maxBytes = long.MaxValue)
    {
        (_path, _maxBytes) = (path, maxBytes);
        (_file, _identity) = Open(path);
    }

    /// <summary>Adds lines, each with its line feed.</summary>
    /// <exception cref="IOException">
    /// Not all of it was added, for example for want of space. What is added next begins a line of its own.
    /// </exception>
    public void Write(ReadOnlySpan<byte> lines)
    {
        lock (_lock)
        {
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
    /// <exception cref="IOException">It cannot be written. The one before stays.</exception>
    public void Reopen()
    {
        lock (_lock)
        {
            if (!_file.IsClosed)
                OpenAgain();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _file.Dispose();
    }

    private void WriteAll(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            Errno error = FileCalls.Write(_file, data, out int bytes);
            if (error == Errno.Interrupted)
                continue;
            if (error != Errno.None || bytes == 0) // a device may take nothing and call it no error
                throw Failure("write", error == Errno.None ? Errno.NoSpace : error);

            _isMidLine = data[bytes - 1] != (byte)'\n';
            data = data[bytes..];
        }
    }

    // Goes where its name goes, and makes room.
    private void Follow(FileIdentity identity, int bytes)
    {
        if (!IsStill(identity, out long length))
            OpenAgain();
        else if (_mayRotate && length > 0 && length + bytes > _maxBytes)
            Rotate(identity);
    }

    private bool IsStill(FileIdentity identity, out long length)
    {
        bool isStill = FileCalls.StatusBehind(_path, out Statx status) == Errno.None && status.Identity == identity;
        length = (long)status.Size;
        return isStill;
    }

    // Several processes may come to it at once: who has the lock does it, and nobody does it twice.
    private void Rotate(FileIdentity identity)
    {
        if (FileCalls.TryLock(_file) != Errno.None)
            return;

        try
        {
            string file = File.ResolveLinkTarget(_path, returnFinalTarget: true)?.FullName ?? _path;
            if (IsStill(identity, out _))
                File.Move(file, file + ".1", overwrite: true);
            OpenAgain(); // the lock goes with the file before
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            FileCalls.Unlock(_file);
            _mayRotate = false; // its directory is not ours to change: better a longer log than none
        }
    }

    private void OpenAgain()
    {
        (SafeFileHandle file, FileIdentity? identity) = Open(_path);
        _file.Dispose();
        (_file, _identity, _isMidLine, _mayRotate) = (file, identity, false, true);
    }

    private static (SafeFileHandle File, FileIdentity? Identity) Open(string path)
    {
        if (OwnFile.FlawOfLink(path) is { } misleading)
            throw new IOException($"cannot open {path}: it {misleading}");

        Statx status = default;
        Errno error = FileCalls.OpenToAppend(path, CreateMode, out SafeFileHandle file);
        if (error == Errno.None)
            error = FileCalls.Status(file, out status);
        string? flaw = error == Errno.None ? OwnFile.FlawOfWritten(path, status) : null;
        if (error == Errno.None && flaw is null)
            return (file, status.IsRegular ? status.Identity : null);

        file.Dispose();
        throw new IOException($"cannot open {path}: {(flaw is null ? Text(error) : $"it {flaw}")}");
    }

    private IOException Failure(string what, Errno error) => new($"cannot {what} {_path}: {Text(error)}");

    private static string Text(Errno error) => Marshal.GetPInvokeErrorMessage((int)error);
}
