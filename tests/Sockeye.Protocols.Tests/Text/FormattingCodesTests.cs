using Sockeye.Protocols.Text;

namespace Sockeye.Protocols.Tests.Text;

public sealed class FormattingCodesTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u0002b\u0002 \u001di\u001d\u000f", "b i")]
    [InlineData("\u000304,12red\u0003 x", "red x")]
    [InlineData("\u00031,b", ",b")]
    [InlineData("\u0003123", "3")]
    [InlineData("\u0004ff0000,00ff00x\u0004", "x")]
    [InlineData("a\u001b[2J", "a\u001b[2J")]
    [InlineData("\u0003", "")]
    public void Colours_are_left_out(string text, string plain) => Assert.Equal(plain, FormattingCodes.Strip(text));
}
