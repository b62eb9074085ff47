namespace Sockeye.Files.Http.Folders;

/// <summary>Bytes that are written once and read once: a few in memory, more in a file that has no name.</summary>
internal sealed class SpooledBytes : IDisposable
{
    private const int BytesInMemory = 256 * 1024; // our choice: the directory of some 3,000 files

    private Stream _bytes = new MemoryStream();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_bytes is MemoryStream memory && memory.Length + bytes.Length > BytesInMemory)
        {
            _bytes = Nameless();
            memory.WriteTo(_bytes);
        }

        _bytes.Write(bytes);
    }

    /// <summary>Copies all that was written.</summary>
    public Task CopyToAsync(Stream output, CancellationToken cancel)
    {
        _bytes.Position = 0;
        return _bytes.CopyToAsync(output, cancel);
    }

    public void Dispose() => _bytes.Dispose();

    private static FileStream Nameless()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        string path = Path.Combine(Path.GetTempPath(), $"sockeye-{Guid.NewGuid():N}");
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
            File.Delete(path); // at once, so that nothing is left of it when we are killed
        return file;
    }
}
