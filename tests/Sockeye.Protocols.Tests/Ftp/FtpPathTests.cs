using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Protocols.Tests.Ftp;

public sealed class FtpPathTests
{
    [Theory]
    [InlineData("", "a", "a")]
    [InlineData("d", "a", "d/a")]
    [InlineData("d/e", "../a", "d/a")]
    [InlineData("d", "/a", "a")]
    [InlineData("d", "../../../etc/passwd", "etc/passwd")]
    [InlineData("d", "/../..", "")]
    [InlineData("d", "", "d")]
    [InlineData("d", "./x//y/.", "d/x/y")]
    [InlineData("d", "...", "d/...")]
    public void Names_are_from_the_working_directory(string directory, string argument, string path) =>
        Assert.Equal(path, FtpPath.Resolve(directory, argument));

    [Fact]
    public void Nothing_leads_above_the_root() => Prop.ForAll<string[]>(parts =>
    {
        string? path = FtpPath.Resolve("a/b", string.Join("/../", parts) + "/../..");

        Assert.DoesNotContain(path!.Split('/'), segment => segment is "." or ".." || (segment == "" && path != ""));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_overlong_path_is_none() =>
        Assert.Null(FtpPath.Resolve(new string('a', FtpPath.MaxChars), "b"));

    [Theory]
    [InlineData("a", "\"/a\""), InlineData("a\"b", "\"/a\"\"b\"")]
    public void Quotes_are_doubled_and_read_back(string path, string quoted)
    {
        Assert.Equal(quoted, FtpPath.Quote(path));
        Assert.Equal("/" + path, FtpPath.Unquote($"257 {quoted} is here"));
    }

    [Theory]
    [InlineData("nothing"), InlineData("\"open"), InlineData("\"")]
    public void Half_a_quote_is_nothing(string text) => Assert.Null(FtpPath.Unquote(text));
}
