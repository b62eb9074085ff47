using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>
/// A file of our user's that is made, or emptied, for what only watches, as a trace. It is for us alone (0600). What is
/// no file, as a device, a terminal or a FIFO, is only written to, and nobody waits for who reads that: a FIFO is
/// opened when there is something to write, and fails when it is not read then. Only a pipe that is open already, as
/// <c>/dev/stdout</c>, is written to as slowly as it is read: it may lead to a pager.
/// </summary>
/// <remarks>One task at a time. Linux only.</remarks>
public sealed class FreshFile : IDisposable
{
    private readonly string _path;
    private SafeFileHandle? _file;

    /// <summary>Makes it, or empties it.</summary>
    /// <param name="path">Its path; links are followed, unless another user than root has made them.</param>
    /// <exception cref="LocalFileException">
    /// It cannot be written, or is a link or a file of another user than us and root, or has another name as well.
    /// </exception>
    public FreshFile(string path)
    {
        _path = path;
        bool isPipe = FileCalls.StatusBehind(path, out Statx named) == Errno.None && named.IsPipe;
        if (!isPipe)
            _file = Open(path);
        else if (OwnFile.FlawOfWritten(path, named) is { } flaw)
            throw new LocalFileException($"cannot open {path}: it {flaw}");
    }

    /// <summary>Adds to what was written.</summary>
    /// <exception cref="LocalFileException">Not all of it was, for want of space, or of a reader.</exception>
    public void Write(ReadOnlySpan<byte> data)
    {
        _file ??= Open(_path);
        int timeout = OwnFile.IsOfTheSystem(_path) ? Timeout.Infinite : WatcherFile.TimeoutMilliseconds;
        Errno error = WatcherFile.WriteAll(_file, data, timeout, out _);
        if (error != Errno.None)
            throw new LocalFileException($"cannot write {_path}: {WatcherFile.Text(error)}");
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static SafeFileHandle Open(string path)
    {
        SafeFileHandle file = WatcherFile.Open(
            path, OpenFlags.WriteOnly, FileTraits.PrivateMode, out Statx status);
        if (!status.IsRegular)
            return file; // a device or a terminal is written to, and not ours to change

        FileCalls.ChangeMode(file, FileTraits.PrivateMode);
        FileBytes.SetLength(file, 0);
        return file;
    }
}
