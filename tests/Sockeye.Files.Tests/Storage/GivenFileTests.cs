using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Testing;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Tests.Storage;

/// <summary>Files that our user names: nothing is waited for.</summary>
public sealed class GivenFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void File_is_read_through_links()
    {
        _directory.AddFile("file", "text"u8);
        File.CreateSymbolicLink(_directory.At("link"), "file");

        Assert.Equal("text", LocalFile.ReadGiven(_directory.At("link")));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Fifo_is_refused_and_not_waited_for()
    {
        string fifo = _directory.At("fifo");
        Command.Run("mkfifo", fifo);

        IOException[] failures = await Task.Run(() => new[]
        {
            Assert.Throws<LocalFileException>(() => LocalFile.ReadGiven(fifo)),
            Assert.Throws<LocalFileException>(() => TlsIdentity.Load(fifo, keyPath: null)),
        });

        Assert.All(failures, failure => Assert.Equal($"cannot read {fifo}: it is not a regular file", failure.Message));
    }

    [Fact]
    public void File_that_is_not_there_is_named()
    {
        var failure = Assert.Throws<FileNotFoundException>(() => LocalFile.ReadGiven(_directory.At("none")));

        Assert.Equal($"cannot read {_directory.At("none")}: there is no such file", failure.Message);
    }
}
