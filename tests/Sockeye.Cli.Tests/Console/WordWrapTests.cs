using Sockeye.Cli.Console;

namespace Sockeye.Cli.Tests.Console;

public sealed class WordWrapTests
{
    [Theory]
    [InlineData("short", "short"), InlineData("", ""), InlineData("one two three four", "one two\nthree four")]
    [InlineData("  indented text that goes on", "  indented\n  text that\n  goes on"), InlineData("unbreakable-as-it-is", "unbreakable-as-it-is")]
    [InlineData("E  why it is so", "E  why it is\n   so"), InlineData("a\none two three", "a\none two\nthree")]
    [InlineData("recv = \"one two three\"", "recv = \"one two three\"")]
    [InlineData("a-label-so-long  that it is left alone", "a-label-so-long  that it is left alone")]
    public void Long_lines_go_on_below_where_they_mean_something(string text, string shown) =>
        Assert.Equal(shown, WordWrap.Hang(text, columns: 12));
}
