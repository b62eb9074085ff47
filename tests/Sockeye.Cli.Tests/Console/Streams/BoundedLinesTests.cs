using Sockeye.Cli.Console.Streams;

namespace Sockeye.Cli.Tests.Console.Streams;

public sealed class BoundedLinesTests
{
    [Theory]
    [InlineData("a\nb\r\n\nc", "a|b||c"), InlineData("", ""), InlineData("a", "a"), InlineData("\n", "")]
    [InlineData("1234567\n8", "1234567|8"), InlineData("12345678\n9", "12345678||9")]
    [InlineData("1234567890123456789", "12345678|90123456|789")]
    public async Task Lines_come_without_their_endings_and_long_ones_in_pieces(string input, string lines)
    {
        var bounded = new BoundedLines(new StringReader(input), maxChars: 8);
        var read = new List<string>();
        while (await bounded.ReadAsync(CancellationToken.None) is { } line)
            read.Add(line);

        Assert.Equal(lines, string.Join('|', read));
    }
}
