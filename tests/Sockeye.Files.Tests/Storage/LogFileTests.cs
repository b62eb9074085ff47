using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private string Log => _folder.At("log");

    [Fact]
    public void What_is_there_stays()
    {
        File.WriteAllText(Log, "old\n");

        using (var file = new LogFile(Log))
            file.Write("new\n"u8);

        Assert.Equal("old\nnew\n", File.ReadAllText(Log));
    }

    [Fact]
    public void Two_write_at_the_end_of_each_other()
    {
        using var one = new LogFile(Log);
        using var other = new LogFile(Log);

        one.Write("1\n"u8);
        other.Write("2\n"u8);
        one.Write("3\n"u8);

        Assert.Equal("1\n2\n3\n", File.ReadAllText(Log));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Renamed_or_removed_file_is_made_anew(bool isRenamed)
    {
        using var file = new LogFile(Log);
        file.Write("1\n"u8);
        if (isRenamed)
            File.Move(Log, Log + ".1");
        else
            File.Delete(Log);

        file.Write("2\n"u8);

        Assert.Equal("2\n", File.ReadAllText(Log));
    }

    [Fact]
    public void Link_is_followed_and_stays()
    {
        File.WriteAllText(_folder.At("real"), "");
        File.CreateSymbolicLink(Log, _folder.At("real"));

        using (var file = new LogFile(Log))
            file.Write("1\n"u8);

        Assert.Equal("1\n", File.ReadAllText(_folder.At("real")));
        Assert.Equal(_folder.At("real"), new FileInfo(Log).LinkTarget);
    }

    [Fact]
    public void Full_disk_is_an_error_with_the_path()
    {
        using var file = new LogFile("/dev/full");

        var failure = Assert.Throws<LocalFileException>(() => file.Write("1\n"u8));

        Assert.Equal("cannot write /dev/full: No space left on device", failure.Message);
    }

    [Fact]
    public void Directory_is_refused()
    {
        var failure = Assert.Throws<LocalFileException>(() => new LogFile(_folder.At("")));

        Assert.Contains("Is a directory", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Before_it_is_too_long_it_is_renamed_over_an_older_one()
    {
        File.WriteAllText(Log + ".1", "older\n");
        using var one = new LogFile(Log, maxBytes: 4);
        using var other = new LogFile(Log, maxBytes: 4);

        one.Write("1\n"u8);
        other.Write("2\n"u8);
        one.Write("3\n"u8);
        other.Write("4\n"u8); // to the one that the first has begun

        Assert.Equal("1\n2\n", File.ReadAllText(Log + ".1"));
        Assert.Equal("3\n4\n", File.ReadAllText(Log));
    }

    [Fact]
    public void Line_that_is_longer_than_the_limit_has_a_file_of_its_own()
    {
        using var file = new LogFile(Log, maxBytes: 4);

        file.Write("longer\n"u8);
        file.Write("5\n"u8);

        Assert.Equal(("longer\n", "5\n"), (File.ReadAllText(Log + ".1"), File.ReadAllText(Log)));
    }

    [Fact]
    public void Behind_a_link_the_file_is_renamed_and_not_the_link()
    {
        string behind = _folder.At("behind");
        File.CreateSymbolicLink(Log, behind);
        using var file = new LogFile(Log, maxBytes: 4);

        file.Write("1\n"u8);
        file.Write("23\n"u8);

        Assert.Equal(("1\n", "23\n"), (File.ReadAllText(behind + ".1"), File.ReadAllText(behind)));
        Assert.NotNull(new FileInfo(Log).LinkTarget);
    }

    [Fact]
    public void Where_it_cannot_be_renamed_the_limit_holds_and_what_is_beyond_is_refused()
    {
        Directory.CreateDirectory(Log + ".1"); // nothing is renamed over that
        using var file = new LogFile(Log, maxBytes: 4);
        file.Write("123\n"u8);

        var failure = Assert.Throws<LocalFileException>(() => file.Write("5\n"u8));

        Assert.Throws<LocalFileException>(() => file.Write("56789\n"u8));
        Assert.StartsWith(
            $"cannot rename {Log} to {Log}.1, and it may not have more than 4 bytes: ", failure.Message,
            StringComparison.Ordinal);
        Assert.Equal("123\n", File.ReadAllText(Log));
        Directory.Delete(Log + ".1");
        file.Write("6\n"u8);
        Assert.Equal(("123\n", "6\n"), (File.ReadAllText(Log + ".1"), File.ReadAllText(Log)));
    }
}
