using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Sockeye.Native;
using Sockeye.Protocols.Text;
using Sockeye.Protocols.Wire;

namespace Sockeye.Storage;

/// <summary>A download under way: <c>FILE.part</c>, which becomes <c>FILE</c> when it is whole and verified.</summary>
/// <remarks>
/// <para>It holds the first bytes of the remote file and nothing else: no header, and no file beside it. Whether the
/// remote file still begins with these bytes is asked of the remote, by their SHA-256; so names, times and servers may
/// change meanwhile, and only the content decides.</para>
/// <para>Disposed unpublished, it stays for the next attempt, unless it is empty. It is locked: a second download of
/// the same file is refused. One task at a time.</para>
/// </remarks>
public sealed class PartFile : IAsyncDisposable
{
    /// <summary>What follows the file's name until it is whole.</summary>
    public const string Suffix = ".part";

    private readonly string _partPath;
    private bool _isEnded;

    private PartFile(string target, string partPath, SafeFileHandle handle) =>
        (Target, _partPath, Handle) = (target, partPath, handle);

    /// <summary>The path it will have.</summary>
    public string Target { get; }

    /// <summary>The open file, for reading and writing; belongs to this object.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>How many bytes it holds.</summary>
    public long Length => RandomAccess.GetLength(Handle);

    /// <summary>Opens or creates <c>FILE.part</c> beside <paramref name="target"/>.</summary>
    /// <param name="target">The path the file will have. A file there is replaced when the download is whole.</param>
    /// <param name="mayResume">Whether to keep what an earlier attempt left.</param>
    /// <exception cref="FileRefusedException">The path is a directory, is in use, or is not a regular file.</exception>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static PartFile Open(string target, bool mayResume)
    {
        string partPath = target + Suffix;
        if (Directory.Exists(target))
            throw Refused(FileRefusal.NotAllowed, target, "is a directory");
        if (File.Exists(partPath) && !IsRegular(partPath))
            throw Refused(FileRefusal.NotAllowed, partPath, "is not a regular file");

        var part = new PartFile(target, partPath, OpenLocked(partPath));
        if (!mayResume)
            part.StartOver();
        return part;
    }

    /// <summary>Forgets what an earlier attempt left.</summary>
    public void StartOver() => RandomAccess.SetLength(Handle, 0);

    /// <summary>The SHA-256 of the first <paramref name="length"/> bytes.</summary>
    public ValueTask<Sha256Sum> SumAsync(long length, CancellationToken cancel) =>
        Digest.ComputeAsync(Handle, 0, length, cancel);

    /// <summary>Brings the file to the disk and gives it its name, in one step that others see.</summary>
    /// <param name="length">How many bytes it must have.</param>
    /// <param name="modified">The modification time it gets; null for that of writing it.</param>
    /// <param name="cancel">Gives up; only until the name is given.</param>
    /// <exception cref="FileRefusedException">The length is wrong.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Publish(long length, DateTimeOffset? modified, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_isEnded, this);
        if (Length != length)
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"has {Length} bytes instead of {length}");
            throw Refused(FileRefusal.WrongLength, _partPath, what);
        }

        if (modified is { } time)
            File.SetLastWriteTimeUtc(Handle, time.UtcDateTime);
        RandomAccess.FlushToDisk(Handle);
        cancel.ThrowIfCancellationRequested();
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
    public ValueTask DisposeAsync()
    {
        if (!_isEnded && Length == 0)
            Discard();
        else
            Close();
        return ValueTask.CompletedTask;
    }

    // A link would be written through: to a place that whoever made it has chosen.
    private static bool IsRegular(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null && (file.Attributes & (FileAttributes.Device | FileAttributes.Directory)) == 0;
    }

    private static SafeFileHandle OpenLocked(string partPath)
    {
        try
        {
            return File.OpenHandle(partPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException locked) when ((Errno)locked.HResult == Errno.Again)
        {
            throw Refused(FileRefusal.Busy, partPath, "is being written by another download");
        }
    }

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
        _isEnded = true;
        Handle.Dispose();
    }
}
