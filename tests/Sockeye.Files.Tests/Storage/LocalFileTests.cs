using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class LocalFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Own => _directory.At("own");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Own_file_is_read_and_added_to_and_private()
    {
        Assert.Null(LocalFile.ReadOwn(Own));

        LocalFile.AppendOwn(Own, "one\n");
        LocalFile.AppendOwn(Own, "two\n");

        Assert.Equal("one\ntwo\n", LocalFile.ReadOwn(Own));
        Assert.Equal("600", Command.Run("stat", "-c", "%a", Own));
    }

    [Fact]
    public void Own_file_is_found_behind_our_link()
    {
        _directory.AddFile("real", "text"u8);
        File.CreateSymbolicLink(Own, "real");

        Assert.Equal("text", LocalFile.ReadOwn(Own));
    }

    [Theory]
    [InlineData("chown 12345 own", "belongs to another user")]
    [InlineData("chmod 666 own", "may be written by others")]
    [InlineData("chmod 620 own", "may be written by others")]
    [InlineData("setfacl -m u:7:rw own", "may be written by others")]
    [InlineData("rm own; mkfifo own", "is not a regular file")]
    public void What_others_may_have_written_is_not_believed(string script, string flaw)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        _directory.AddFile("own", "theirs"u8);
        _directory.Run(script);

        var failed = Assert.Throws<LocalFileException>(() => LocalFile.ReadOwn(Own));

        Assert.StartsWith($"{Own} {flaw}", failed.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("chown 12345 own"), InlineData("chmod 666 own"), InlineData("ln own other")]
    [InlineData("mv own other; ln -s other own; chown -h 12345 own")]
    public void Nothing_is_added_to_what_is_not_ours_alone(string script)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        _directory.AddFile("own", "theirs"u8);
        _directory.Run(script);

        Assert.Throws<LocalFileException>(() => LocalFile.AppendOwn(Own, "secret"));

        Assert.Equal("theirs", File.ReadAllText(Own));
    }

    [Theory]
    [InlineData("chown 12345 own"), InlineData("ln own other")]
    [InlineData("mv own other; ln -s other own; chown -h 12345 own")]
    public void What_somebody_else_has_put_there_is_neither_emptied_nor_added_to(string script)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        _directory.AddFile("own", "theirs"u8);
        _directory.Run(script);

        Assert.Throws<LocalFileException>(() => new FreshFile(Own).Dispose());
        Assert.Throws<LocalFileException>(() => new LogFile(Own).Dispose());

        Assert.Equal("theirs", File.ReadAllText(Own));
    }
}
