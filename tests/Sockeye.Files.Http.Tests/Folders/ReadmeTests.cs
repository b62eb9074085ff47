using Sockeye.Files.Access;

namespace Sockeye.Files.Http.Tests.Folders;

/// <summary>The text below the list.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("README.md"), InlineData("readme.MD"), InlineData("ReadMe.markdown")]
    public async Task Markdown_is_shown_below_the_list(string name)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add($"sub/{name}", "# About\n\n*this* [file](a%20b.txt)");

        string page = await bench.Client.GetStringAsync("/sub/");

        Assert.Contains(
            $"<h2 id=\"readme\">{name}</h2>\n<div class=\"markdown\"><h3 id=\"readme-about\">About</h3>\n"
            + "<p><em>this</em> <a href=\"a%20b.txt\">file</a></p>", page, StringComparison.Ordinal);
        Assert.True(
            page.IndexOf("</table>", StringComparison.Ordinal) < page.IndexOf("class=\"readme\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("README.txt"), InlineData("README")]
    public async Task Other_text_is_shown_as_it_is(string name)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add(name, "\uFEFF# <b>\n");

        Assert.Contains("<pre># &lt;b&gt;&#xA;</pre>", await bench.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_one_is_shown()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("README", "plain");
        bench.Add("README.md", "marked");

        string page = await bench.Client.GetStringAsync("/");

        Assert.Single(page.Split("class=\"readme\"")[1..]);
        Assert.Contains("<p>marked</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_long_empty_a_link_a_directory_or_elsewhere_is_not_shown()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("README.md", new string('x', (256 * 1024) + 1));
        bench.Add("README.markdown", "");
        bench.Folder.AddDirectory("root/README");
        bench.Add("sub/README.md", "below");
        File.CreateSymbolicLink(bench.Folder.At("root/README.txt"), "sub/README.md");

        Assert.DoesNotContain("class=\"readme\"", await bench.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/=l"), InlineData("/=rl,/README.md=-"), InlineData("/=rl,/README.md=l")]
    public async Task Who_may_not_read_it_does_not_see_it(string rights)
    {
        var accounts = new FixedAccounts(AccountList.Parse($"anonymous - {rights}").All);
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Accounts = accounts });
        bench.Add("README.md", "secret");

        Assert.DoesNotContain("secret", await bench.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_shown_as_markdown_is_shown_as_text()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("README.md", string.Concat(Enumerable.Repeat("[](", 20_000)));

        string page = await bench.Client.GetStringAsync("/");

        Assert.Contains("<pre>[]([](", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
    }
}
