using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Tests.Tftp;

/// <summary>A directory that exists as long as a test.</summary>
internal sealed class TempTftpFiles : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("sockeye-tftp-").FullName;

    public TempTftpFiles(FileRootOptions? options = null) => Root = new FileRoot(_path, options);

    public FileRoot Root { get; }

    public string PathOf(string name) => Path.Combine(_path, name);

    public byte[] Add(string name, int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        File.WriteAllBytes(PathOf(name), content);
        return content;
    }

    public SafeFileHandle Create(string name) =>
        File.OpenHandle(PathOf(name), FileMode.CreateNew, FileAccess.ReadWrite);

    public void Dispose()
    {
        Root.Dispose();
        Directory.Delete(_path, recursive: true);
    }
}
