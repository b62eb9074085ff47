using Sockeye.Cli.Commands.Share;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Commands.Share;

/// <summary>What is told of a folder before it is shared.</summary>
public sealed class ShareCensusTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void What_is_left_out_is_counted_in_a_line()
    {
        _directory.AddDirectory("sub/.git");
        _directory.AddFile(".env", ""u8);
        _directory.AddFile("sub/seen", ""u8);
        File.CreateSymbolicLink(_directory.At("sub/link"), "seen");

        ShareCensus census = Census(hidesDotNames: true);

        Assert.Equal("not shared: 2 hidden (--hidden shares them), 1 links, devices or the like", census.ToText());
        Assert.Equal("sub/seen", census.Example);
    }

    [Fact]
    public void Where_nothing_is_left_out_nothing_is_told()
    {
        _directory.AddFile(".env", ""u8);
        _directory.AddFile("seen", ""u8);

        ShareCensus census = Census(hidesDotNames: false);

        Assert.Null(census.ToText());
        Assert.Equal("seen", census.Example);
    }

    [Theory]
    [InlineData("a b,z", "z"), InlineData("a b", "a b"), InlineData("sub/plain,a b", "a b"), InlineData(".hidden", null), InlineData("", null)]
    public void Example_is_at_the_top_and_easily_typed_if_there_is_one(string names, string? example)
    {
        _directory.AddDirectory("sub");
        foreach (string name in names.Split(',', StringSplitOptions.RemoveEmptyEntries))
            _directory.AddFile(name, ""u8);

        Assert.Equal(example, Census(hidesDotNames: false).Example);
    }

    [Theory]
    [InlineData("a b,z", "z"), InlineData("a b", "a b"), InlineData(".hidden", null), InlineData("", null)]
    public void Directory_is_one_at_the_top(string names, string? directory)
    {
        foreach (string name in names.Split(',', StringSplitOptions.RemoveEmptyEntries))
            _directory.AddDirectory($"{name}/below");

        Assert.Equal(directory, Census(hidesDotNames: false).Directory);
    }

    public void Dispose() => _directory.Dispose();

    private ShareCensus Census(bool hidesDotNames)
    {
        using var root = new FileRoot(_directory.Path, new FileRootOptions { HidesDotNames = hidesDotNames });
        return ShareCensus.Of(new SharedFolder(root, Rights.ReadOnly));
    }
}
