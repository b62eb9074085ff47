using Sockeye.Files.Http.Pages;

namespace Sockeye.Files.Http.Tests.Pages;

/// <summary>Which Markdown is too much work. Each of these has taken seconds, or memory without end.</summary>
public sealed class MarkdownWorkTests
{
    [Theory]
    [InlineData("|a", 1_000, "|-", "|\n", 60_000), InlineData("|a", 300, "|-", "|b\n", 5_000), InlineData("|a", 200, "|-", "|\n", 100)]
    [InlineData("|a", 200, "|-", "b\r", 100), InlineData("|a", 200, "|-", "> |\r\n", 100)]
    public void Table_of_many_cells_is(string head, int columns, string rule, string row, int rows) =>
        Assert.False(MarkdownWork.IsBounded($"{Repeat(head, columns)}\n{Repeat(rule, columns)}\n{Repeat(row, rows)}"));

    [Theory]
    [InlineData("[](", 21_000), InlineData("![", 30_000), InlineData("*a **b _c ", 6_000), InlineData("_*a", 20_000)]
    [InlineData("~~a", 20_000), InlineData("*|", 30_000), InlineData("*a x\n", 4_000), InlineData("- \n*a", 4_000)]
    [InlineData("    - *a\n", 4_000), InlineData("\t- *a\n", 4_000), InlineData("*a\u2028\u2028", 10_000), InlineData("[a]:b\r", 4_000), InlineData("&", 30_000)]
    public void Paragraph_of_many_marks_is(string part, int times) =>
        Assert.False(MarkdownWork.IsBounded(Repeat(part, times)));

    [Theory]
    [InlineData("> ", 65), InlineData("1. ", 65), InlineData("- ", 65), InlineData(">", 30_000), InlineData("*\t", 65)]
    public void Line_that_begins_much_within_each_other_is(string part, int times) =>
        Assert.False(MarkdownWork.IsBounded($"a\n{Repeat(part, times)}a"));

    [Theory]
    [InlineData("a\n=\n", 2_048), InlineData("\n", 4_096), InlineData("\r", 4_096), InlineData("x", (64 * 1024) + 1)]
    [InlineData("(http://a", 8_000), InlineData("|", 65_537)]
    public void What_has_too_many_lines_or_is_too_long_is(string part, int times) =>
        Assert.False(MarkdownWork.IsBounded(Repeat(part, times)));

    [Theory]
    [InlineData("- [**name**](https://example.org/some/where): what it is\n", 1_000), InlineData("a\n=\n", 2_047)]
    [InlineData("| `name` | *what* | [where](https://example.org) |\n", 250), InlineData("x", 64 * 1024)]
    [InlineData("A paragraph with *emphasis*, `code` and a [link](https://example.org).\n\n", 800)]
    [InlineData("    - deep\n", 4_000), InlineData("", 0)]
    public void What_people_write_is_not(string part, int times)
    {
        Assert.True(MarkdownWork.IsBounded(Repeat(part, times)));
        Assert.NotNull(MarkdownText.ToHtml(Repeat(part, times)));
    }

    private static string Repeat(string part, int times) => string.Concat(Enumerable.Repeat(part, times));
}
