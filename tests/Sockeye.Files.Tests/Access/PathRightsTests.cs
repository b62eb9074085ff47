using Sockeye.Files.Access;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Tests.Access;

public sealed class PathRightsTests
{
    [Theory]
    [InlineData("/=rl", "", Rights.ReadOnly)]
    [InlineData("/=rl", "any/where", Rights.ReadOnly)]
    [InlineData("/=rl,/inbox=w", "inbox", Rights.Write)]
    [InlineData("/=rl,/inbox=w", "inbox/x", Rights.Write)]
    [InlineData("/=rl,/inbox=w", "inboxes", Rights.ReadOnly)] // a prefix by whole segments
    [InlineData("/=rl,/a=-,/a/b=rwld", "a/c", Rights.None)]
    [InlineData("/=rl,/a=-,/a/b=rwld", "a/b/c", Rights.All)]
    [InlineData("/pub=r", "", Rights.None)]
    [InlineData("/pub=r", "private", Rights.None)]
    [InlineData("/a/=l", "a", Rights.List)]
    [InlineData("/with space=r", "with space/x", Rights.Read)]
    public void Longest_prefix_decides(string text, string path, Rights expected) =>
        Assert.Equal(expected, Parse(text).For(NameOf(path)));

    [Theory]
    [InlineData(""), InlineData("rl"), InlineData("=rl"), InlineData("pub=r"), InlineData("/="), InlineData("/=x"), InlineData("/=rl,"), InlineData("/=rl,/=w")]
    [InlineData("/../up=r"), InlineData("/a//b=r")]
    public void What_is_wrong_is_said(string text)
    {
        Assert.False(PathRights.TryParse(text, out _, out string? error));
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("/=rl"), InlineData("/=-,/a=rwld"), InlineData("/=r,/a=w,/a/b=l")]
    public void Printed_form_reads_the_same(string text) => Assert.Equal(text, Parse(text).ToString());

    [Fact]
    public void Paths_of_one_length_are_printed_in_one_order() =>
        Assert.Equal(Parse("/=r,/a=w,/b=l").ToString(), Parse("/=r,/b=l,/a=w").ToString());

    [Fact]
    public void Way_to_what_is_allowed_is_known()
    {
        PathRights rights = Parse("/a/b/c=r");

        Assert.True(rights.LeadsToAny(FileName.Parse("a")));
        Assert.True(rights.LeadsToAny(FileName.Parse("a/b")));
        Assert.False(rights.LeadsToAny(FileName.Parse("a/x")));
        Assert.False(rights.LeadsToAny(FileName.Parse("ab")));
    }

    private static PathRights Parse(string text) =>
        PathRights.TryParse(text, out PathRights? rights, out string? error) ? rights : throw new FormatException(error);

    private static FileName? NameOf(string path) => path.Length == 0 ? null : FileName.Parse(path);
}
