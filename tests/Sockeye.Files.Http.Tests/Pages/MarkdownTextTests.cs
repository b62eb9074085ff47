using Sockeye.Files.Http.Pages;

namespace Sockeye.Files.Http.Tests.Pages;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("[a](javascript:alert(1))", "<p>a</p>"), InlineData("[a](java&#115;cript:alert(1))", "<p>a</p>")]
    [InlineData("[a](javascript&colon;alert(1))", "<p>a</p>"), InlineData("[a](<java\tscript:x>)", "<p>a</p>")]
    [InlineData("[a][r]\n\n[r]: javascript:x", "<p>a</p>"), InlineData("[r]\n\n[r]: data:text/html,x", "<p>r</p>")]
    [InlineData("<javascript:alert(1)>", "<p>javascript:alert(1)</p>"), InlineData("ftp://a.example", "<p>ftp://a.example</p>")]
    [InlineData("![a](javascript:x)", "<p>a</p>"), InlineData("![](data:image/png,x)", "<p>data:image/png,x</p>")]
    [InlineData("[![a](javascript:x)](vbscript:x)", "<p>a</p>")]
    public void Links_that_could_do_something_are_text(string markdown, string expected) =>
        Assert.Equal(expected, ToHtml(markdown));

    [Theory]
    [InlineData("![a](https://a.example/a.png)", "<p><a href=\"https://a.example/a.png\">a</a></p>")]
    [InlineData("![](//a.example/a.png)", "<p><a href=\"//a.example/a.png\">//a.example/a.png</a></p>")]
    [InlineData("![a][r]\n\n[r]: https://a.example/a.png", "<p><a href=\"https://a.example/a.png\">a</a></p>")]
    [InlineData("[![a](https://a.example/a.svg)](https://b.example)", "<p><a href=\"https://b.example\">a</a></p>")]
    [InlineData("[*![a](https://a.example/a.svg)*](/b)", "<p><a href=\"/b\"><em>a</em></a></p>")]
    [InlineData("![a](?zip)", "<p><a href=\"?zip\">a</a></p>")]
    [InlineData("![a \"b\"](sub/a.png)", "<p><img src=\"sub/a.png\" loading=\"lazy\" alt=\"a &quot;b&quot;\" /></p>")]
    public void Pictures_are_those_of_this_server(string markdown, string expected) =>
        Assert.Equal(expected, ToHtml(markdown));

    [Theory]
    [InlineData("<script>alert(1)</script>"), InlineData("a <img src=x onerror=alert(1)> b"), InlineData("<!-- x -->")]
    [InlineData("<a href=\"javascript:x\">y</a>"), InlineData("```\"><script>\n</script>\n```"), InlineData("# <b onclick=x>")]
    [InlineData("<style>*{}</style>"), InlineData("<iframe src=//a>"), InlineData("[a](/b \"c\\\" onclick=x\")")]
    [InlineData("| a |\n|---|\n| <b> |"), InlineData("<div\nonclick=x>")]
    public void Html_in_it_is_text(string markdown)
    {
        string html = ToHtml(markdown);

        foreach (string tag in new[] { "<script", "<img", "<!--", "<a href=\"javascript", "<b", "<style", "<iframe", "<div" })
            Assert.DoesNotContain(tag, html.Replace("<blockquote", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("\" onclick", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_and_links_to_them_are_apart_from_those_of_the_page()
    {
        string html = ToHtml("# Filter\n\n[up](#filter)\n\nCount\n===");

        Assert.Equal(
            "<h3 id=\"readme-filter\">Filter</h3>\n<p><a href=\"#readme-filter\">up</a></p>\n<h3 id=\"readme-count\">Count</h3>", html);
    }

    [Fact]
    public void Headings_of_one_name_are_told_apart_and_thousands_of_them_take_no_time()
    {
        string html = ToHtml(string.Concat(Enumerable.Repeat("# What's *new*?\n\n", 2_000)));

        Assert.Contains("<h3 id=\"readme-whats-new\">", html, StringComparison.Ordinal);
        Assert.EndsWith("<h3 id=\"readme-whats-new-1999\">What's <em>new</em>?</h3>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_have_no_style_and_tasks_no_controls()
    {
        string html = ToHtml("a | b\n:-: | -:\n1 | 2\n\n- [x] done\n- [ ] open");

        Assert.DoesNotContain("style", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<input", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"right\">2</td>", html, StringComparison.Ordinal);
        Assert.Contains("\u2611 done", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_that_is_used_again_and_again_does_not_become_a_page_of_many_times_its_length() =>
        Assert.Null(MarkdownText.ToHtml($"[a]: {new string('&', 2_000)}\n\n{Repeat("[a] ", 500)}"));

    [Fact]
    public void Address_that_is_too_long_leads_nowhere() =>
        Assert.Equal("<p>a</p>", ToHtml($"[a](/{Repeat("x", 2_048)})"));

    [Fact]
    public void What_is_nested_too_deeply_is_left_alone()
    {
        string markdown = string.Concat(Enumerable.Range(0, 150).Select(depth => new string(' ', 2 * depth) + "- a\n"));

        Assert.True(MarkdownWork.IsBounded(markdown));
        Assert.Null(MarkdownText.ToHtml(markdown));
    }

    [Fact]
    public void What_is_too_much_work_is_left_alone() => Assert.Null(MarkdownText.ToHtml(Repeat("[](", 20_000)));

    private static string Repeat(string part, int times) => string.Concat(Enumerable.Repeat(part, times));

    private static string ToHtml(string markdown) => MarkdownText.ToHtml(markdown)!.TrimEnd();
}
