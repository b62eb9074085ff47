using Sockeye.Cli.Console.Lines;

namespace Sockeye.Cli.Tests.Console.Lines;

public sealed class LineHistoryTests
{
    [Fact]
    public void Empty_lines_and_repetitions_are_not_kept()
    {
        var history = new LineHistory([]);

        Assert.True(history.Add("one"));
        Assert.False(history.Add("one"));
        Assert.False(history.Add("  "));
        Assert.True(history.Add("two"));
        Assert.Equal("two", history.Previous(""));
        Assert.Equal("one", history.Previous("two"));
    }

    [Theory]
    [InlineData(LineHistory.MaxLines, "0"), InlineData(LineHistory.MaxLines + 1, "1")]
    public void Oldest_lines_go_first(int lines, string oldest)
    {
        var history = new LineHistory(Enumerable.Range(0, lines).Select(i => $"{i}"));
        string shown = "";
        for (int i = 0; i < lines + 5; i++)
            shown = history.Previous(shown);

        Assert.Equal(oldest, shown);
    }
}
