using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>
/// The content of short files that are asked for again and again, each for a moment. Safe from any thread.
/// </summary>
/// <remarks>
/// A version tells every change but those that are made through mapped memory (<see cref="FileVersion"/>): so that
/// those are seen as well, a file is read again after a second.
/// </remarks>
/// <param name="time">The clock that stamps the files.</param>
internal sealed class FileContents(TimeProvider time)
{
    /// <summary>The longest file that is kept, in bytes: our choice; of longer ones the copying is the work.</summary>
    public const int MaxBytes = 8 * 1024;

    /// <summary>The most files that are kept: our choice, 16 MiB with <see cref="MaxBytes"/> of each.</summary>
    internal const int MaxFiles = 2 * 1024;

    /// <summary>How long content is kept: our choice, as long as a person would take for at once.</summary>
    internal static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly VersionCache<Content> _contents = new(MaxFiles);

    /// <summary>The content of that version; null when it was not read a moment ago.</summary>
    public byte[]? Find(FileVersion version)
    {
        if (version.Size > MaxBytes || !_contents.TryGet(version, out Content content))
            return null;

        return time.GetElapsedTime(content.ReadAt) < KeptFor ? content.Bytes : null;
    }

    /// <summary>Reads a file, and keeps what it read if that is all of this version for certain.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="version">What it was when it was opened; not longer than <see cref="MaxBytes"/>.</param>
    /// <exception cref="EndOfStreamException">The file became shorter meanwhile.</exception>
    public byte[] Read(SafeFileHandle file, FileVersion version)
    {
        bool isSettled = version.IsSettled(time.GetUtcNow());
        long readAt = time.GetTimestamp();
        byte[] bytes = ReadAll(file, (int)version.Size);
        bool isUnchanged = isSettled && FileCalls.Status(file, out Statx status) == Errno.None
            && FileVersion.Of(status) == version;
        if (isUnchanged)
            _contents.Set(version, new Content(bytes, readAt));
        return bytes;
    }

    private static byte[] ReadAll(SafeFileHandle file, int length)
    {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length;)
        {
            int read = FileBytes.Read(file, bytes.AsSpan(at), at);
            if (read == 0)
                throw new EndOfStreamException("the file became shorter while it was read");

            at += read;
        }

        return bytes;
    }

    private readonly record struct Content(byte[] Bytes, long ReadAt);
}
