using Microsoft.Win32.SafeHandles;

namespace Sockeye.LocalFiles;

#pragma warning disable RS0030 // the one place that reads and writes files
/// <summary>The bytes of an open file of this side. What fails of it is a <see cref="LocalFileException"/>.</summary>
/// <remarks>
/// Whoever calls waits for the disk, as with sendfile(2): what is read is most often in memory, and what is written
/// goes there. The file's own position is neither used nor moved.
/// </remarks>
public static class FileBytes
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>Reads what is there and fits, at least a byte; 0 at the end.</summary>
    /// <param name="file">A file open for reading.</param>
    /// <param name="bytes">Where they go.</param>
    /// <param name="offset">Where they begin in the file, in bytes.</param>
    /// <exception cref="LocalFileException">They cannot be read (pread(2)).</exception>
    public static int Read(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        try
        {
            return RandomAccess.Read(file, bytes, offset);
        }
        catch (Exception failure) when (LocalFileException.IsMeantBy(failure))
        {
            throw LocalFileException.Of(failure);
        }
    }

    /// <summary>Reads a file from its beginning to its end, or up to a limit.</summary>
    /// <param name="file">A file or a pipe, open for reading.</param>
    /// <param name="atMost">How many bytes.</param>
    /// <exception cref="LocalFileException">It cannot be read.</exception>
    public static byte[] ReadAll(SafeFileHandle file, int atMost = int.MaxValue)
    {
        using var all = new MemoryStream();
        byte[] chunk = new byte[ChunkBytes];
        int read = 1;
        while (read > 0 && all.Length < atMost)
        {
            read = Read(file, chunk.AsSpan(0, (int)Math.Min(ChunkBytes, atMost - all.Length)), all.Length);
            all.Write(chunk, 0, read);
        }

        return all.ToArray();
    }

    /// <summary>Writes all of them.</summary>
    /// <param name="file">A file open for writing.</param>
    /// <param name="bytes">What is written.</param>
    /// <param name="offset">Where they begin in the file, in bytes.</param>
    /// <exception cref="LocalFileException">The disk is full, for example (pwrite(2)).</exception>
    public static void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(file, bytes, offset);
        }
        catch (Exception failure) when (LocalFileException.IsMeantBy(failure))
        {
            throw LocalFileException.Of(failure);
        }
    }

    /// <summary>How many bytes it has.</summary>
    /// <exception cref="LocalFileException">It cannot be told (fstat(2)).</exception>
    public static long Length(SafeFileHandle file)
    {
        long length = 0;
        Call(() => length = RandomAccess.GetLength(file));
        return length;
    }

    /// <summary>Cuts it, or makes it longer by zeros.</summary>
    /// <param name="file">A file open for writing.</param>
    /// <param name="length">How many bytes it has from then on.</param>
    /// <exception cref="LocalFileException">It cannot be done (ftruncate(2)).</exception>
    public static void SetLength(SafeFileHandle file, long length) =>
        Call(() => RandomAccess.SetLength(file, length));

    /// <summary>Brings a file, or a directory, to the disk.</summary>
    /// <exception cref="LocalFileException">The disk failed (fsync(2)).</exception>
    public static void Flush(SafeFileHandle file) => Call(() => RandomAccess.FlushToDisk(file));

    /// <summary>Says when it has last changed.</summary>
    /// <exception cref="LocalFileException">It is not allowed, for example (futimens(3)).</exception>
    public static void SetModified(SafeFileHandle file, DateTimeOffset modified) =>
        Call(() => File.SetLastWriteTimeUtc(file, modified.UtcDateTime));

    private static void Call(Action call)
    {
        try
        {
            call();
        }
        catch (Exception failure) when (LocalFileException.IsMeantBy(failure))
        {
            throw LocalFileException.Of(failure);
        }
    }
}
#pragma warning restore RS0030
