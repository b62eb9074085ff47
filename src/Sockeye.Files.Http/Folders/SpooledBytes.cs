using Sockeye.LocalFiles;

namespace Sockeye.Files.Http.Folders;

/// <summary>Bytes that are written once and read once: a few in memory, more in a file that has no name.</summary>
/// <param name="directory">Where the file is.</param>
internal sealed class SpooledBytes(string directory) : IDisposable
{
    private const int BytesInMemory = 256 * 1024; // our choice: the directory of some 3,000 files
    private const int ChunkBytes = 64 * 1024;

    private readonly MemoryStream _last = new(); // what is not in the file
    private FileStream? _file;
    private long _inFile;

    /// <exception cref="LocalFileException">The disk of temporary files is full, for example.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_last.Length + bytes.Length > BytesInMemory)
            MoveToFile();
        _last.Write(bytes);
    }

    /// <summary>Copies all that was written.</summary>
    /// <exception cref="LocalFileException">It cannot be read again.</exception>
    public async Task CopyToAsync(Stream output, CancellationToken cancel)
    {
        byte[] chunk = new byte[Math.Min(ChunkBytes, _inFile)];
        for (long at = 0; at < _inFile;)
        {
            int read = FileBytes.Read(_file!.SafeFileHandle, chunk, at);
            if (read == 0)
                throw new EndOfStreamException("the file of an archive's entries became shorter");

            await output.WriteAsync(chunk.AsMemory(0, read), cancel);
            at += read;
        }

        await output.WriteAsync(_last.GetBuffer().AsMemory(0, (int)_last.Length), cancel);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _last.Dispose();
    }

    private void MoveToFile()
    {
        _file ??= Nameless();
        FileBytes.Write(_file.SafeFileHandle, _last.GetBuffer().AsSpan(0, (int)_last.Length), _inFile);
        _inFile += _last.Length;
        _last.SetLength(0);
    }

    private FileStream Nameless()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        string path = Path.Combine(directory, $"sockeye-{Guid.NewGuid():N}");
        try
        {
            var file = new FileStream(path, options);
            if (!OperatingSystem.IsWindows())
                File.Delete(path); // at once, so that nothing is left of it when we are killed
            return file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw LocalFileException.Of(failure);
        }
    }
}
