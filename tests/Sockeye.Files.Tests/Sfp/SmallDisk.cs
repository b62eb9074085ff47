using Sockeye.Testing;

namespace Sockeye.Files.Tests.Sfp;

/// <summary>A disk of a few kibibytes, in memory, mounted for one test. Only root can mount it.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryDirectory _directory;

    private SmallDisk(TemporaryDirectory directory) => _directory = directory;

    public string Path => _directory.Path;

    public static SmallDisk MountOrSkip(int kibibytes)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a small disk");
        var directory = new TemporaryDirectory();
        try
        {
            Command.Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", directory.Path);
        }
        catch (InvalidOperationException denied)
        {
            directory.Dispose();
            Assert.Skip(denied.Message);
        }

        return new SmallDisk(directory);
    }

    /// <summary>Takes room away.</summary>
    public void Fill(int kibibytes) =>
        File.WriteAllBytes(System.IO.Path.Combine(Path, "filler"), new byte[kibibytes * 1024]);

    public string[] Names() => _directory.Names();

    public void Dispose()
    {
        Command.Run("umount", Path);
        _directory.Dispose();
    }
}
