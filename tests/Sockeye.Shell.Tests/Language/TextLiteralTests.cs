using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Shell.Language;

namespace Sockeye.Shell.Tests.Language;

public sealed class TextLiteralTests
{
    [Theory]
    [InlineData(@"""a\n\r\t\0\\\""b""", "a\n\r\t\0\\\"b")]
    [InlineData(@"""\x41\u00e9\U0001f600""", "Aé😀")]
    [InlineData(@"""héllo""", "héllo")]
    [InlineData(@"""""", "")]
    public void Escapes_are_read(string literal, string text) =>
        Assert.Equal(Encoding.UTF8.GetBytes(text), TextLiteral.Parse(literal, 0));

    [Fact]
    public void Escaped_byte_is_one_byte() => Assert.Equal([0xff, 0x80], TextLiteral.Parse(@"""\xff\x80""", 0));

    [Fact]
    public void Long_text_is_cut() => Assert.Equal("\"aaaa…\"", TextLiteral.Of("aaaaaaaa"u8, maxChars: 4));

    [Fact]
    public void Any_bytes_come_back_from_their_literal() => Prop.ForAll<byte[]>(bytes =>
        TextLiteral.Parse(TextLiteral.Of(bytes), 0).AsSpan().SequenceEqual(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_comes_back_from_its_literal_through_the_parser() => Prop.ForAll<string>(text =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text ?? "");
        var read = (TextExpression)ShellParser.Parse(TextLiteral.Of(bytes))!.Value;
        return read.Bytes.AsSpan().SequenceEqual(bytes);
    }).QuickCheckThrowOnFailure();
}
