using Sockeye.Cli.Commands.Get;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Commands.Get;

public sealed class GetItemTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData(null, "notes.txt")]
    [InlineData("copy", "copy")]
    [InlineData("copies/", "copies/notes.txt")]
    [InlineData("-", null)]
    public void One_file_is_put_where_it_was_said(string? output, string? target) =>
        Assert.Equal(target, Assert.Single(GetItem.Plan([Url("tcp://host/a/notes.txt")], output)).Target);

    [Fact]
    public void Into_a_directory_that_is_there_a_file_goes_under_its_own_name()
    {
        string there = _directory.AddDirectory("there");

        Assert.Equal(
            Path.Combine(there, "notes.txt"), Assert.Single(GetItem.Plan([Url("tcp://host/notes.txt")], there)).Target);
    }

    [Fact]
    public void Several_files_go_into_a_directory_each_under_its_own_name() => Assert.Equal(
        ["copies/a", "copies/b"],
        GetItem.Plan([Url("tcp://host/a"), Url("http://other/x/b")], "copies/").Select(item => item.Target));

    [Theory]
    [InlineData("tcp://host/a", "tcp://host/b", "copy", "copy is one file, and there are 2 URLs; for a directory write copy/")]
    [InlineData("tcp://host/x/a", "tcp://host/y/a", null, "two of the URLs would both be put into a")]
    [InlineData("tcp://host/a", "tcp://host/b/", null,
        "tcp://host:57/b/ names no file; to see what is there: sockeye ls tcp://host:57/b/; for all of it: get -r")]
    public void Files_that_have_no_place_of_their_own_are_refused(string one, string other, string? output, string why) =>
        Assert.Equal(why, Assert.Throws<UsageException>(() => GetItem.Plan([Url(one), Url(other)], output)).Message);

    [Fact]
    public void A_query_belongs_to_its_file_alone()
    {
        GetItem[] items = [.. GetItem.Plan([Url("http://host/a"), Url("http://host/b"), Url("http://host/c?d=1")], null)];

        Assert.Equal(items[0].Url.Server, items[1].Url.Server);
        Assert.Equal(items[2].Url, items[2].Url.Server);
    }

    public void Dispose() => _directory.Dispose();

    private static NamedUrl Url(string text) => NamedUrl.Of(RemoteUrl.Parse(text, out _)!);
}
