using Microsoft.Win32.SafeHandles;
using Sockeye.Protocols.Tftp;
using Sockeye.Services.Tftp;

namespace Sockeye.Tests.Services.Tftp;

/// <summary>A directory that exists as long as a test.</summary>
internal sealed class TempTftpFiles : ITftpFiles, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("sockeye-tftp-").FullName;

    public TftpErrorCode? PublishError { get; init; }

    public string PathOf(string name) => Path.Combine(_root, name);

    public byte[] Add(string name, int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        File.WriteAllBytes(PathOf(name), content);
        return content;
    }

    public SafeFileHandle Create(string name) =>
        File.OpenHandle(PathOf(name), FileMode.CreateNew, FileAccess.ReadWrite);

    public TftpFile OpenRead(string name)
    {
        if (!File.Exists(PathOf(name)))
            throw new TftpFileException(TftpErrorCode.FileNotFound, name);
        SafeFileHandle handle = File.OpenHandle(PathOf(name));
        return new TftpFile(handle, RandomAccess.GetLength(handle));
    }

    public ValueTask<ITftpUpload> CreateUploadAsync(string name, CancellationToken cancel) =>
        File.Exists(PathOf(name))
            ? throw new TftpFileException(TftpErrorCode.FileExists, name)
            : ValueTask.FromResult<ITftpUpload>(new Upload(PathOf(name), PublishError));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private sealed class Upload(string path, TftpErrorCode? publishError) : ITftpUpload
    {
        private readonly string _temporary = path + ".part";

        public SafeFileHandle Handle { get; } = File.OpenHandle(path + ".part", FileMode.CreateNew, FileAccess.Write);

        public ValueTask PublishAsync(CancellationToken cancel)
        {
            if (publishError is { } error)
                throw new TftpFileException(error, "as the test wants");
            Handle.Dispose();
            File.Move(_temporary, path);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            Handle.Dispose();
            File.Delete(_temporary);
            return ValueTask.CompletedTask;
        }
    }
}
