using Sockeye.Files.Http.Pages;

namespace Sockeye.Files.Http.Tests.Pages;

public sealed class PageUrlTests
{
    [Theory]
    [InlineData("https://a.example/?q=1#x"), InlineData("HTTP://a.example"), InlineData("mailto:a@b.example")]
    [InlineData("sub/"), InlineData("../a.txt"), InlineData("/a"), InlineData("#part"), InlineData("?zip"), InlineData("")]
    [InlineData("a/b:c"), InlineData("//a.example/x"), InlineData("./javascript:alert(1)")]
    public void These_lead_somewhere(string url) => Assert.True(PageUrl.IsHarmless(url));

    [Theory]
    [InlineData("javascript:alert(1)"), InlineData("JaVaScRiPt:alert(1)"), InlineData(" javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)"), InlineData("java\nscript:alert(1)"), InlineData("\u0001javascript:alert(1)")]
    [InlineData("data:text/html,<script>"), InlineData("vbscript:x"), InlineData("file:///etc/passwd")]
    [InlineData("blob:x"), InlineData("ftp://a.example"), InlineData("a b:c"), InlineData("\\\\a.example\\x")]
    [InlineData("view-source:x"), InlineData("x:"), InlineData("\u0085javascript:x"), InlineData(null)]
    public void These_lead_nowhere(string? url) => Assert.False(PageUrl.IsHarmless(url));

    [Theory]
    [InlineData("a.png", true), InlineData("sub/a.svg", true), InlineData("/a/b.JPG", true)]
    [InlineData("https://a.example/a.png", false), InlineData("//a.example/a.png", false)]
    [InlineData("/\\a.example/a.png", false), InlineData("?zip&a.png", false), InlineData("a.png?download", false)]
    [InlineData("data:image/png", false), InlineData("a.txt", false), InlineData("", false), InlineData(null, false)]
    public void Only_pictures_of_this_server_are_shown(string? url, bool isShown) =>
        Assert.Equal(isShown, PageUrl.IsPicture(url));
}
