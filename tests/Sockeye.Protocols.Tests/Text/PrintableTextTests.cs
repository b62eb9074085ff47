using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Text;

namespace Sockeye.Protocols.Tests.Text;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("plain text, \u00fc, \u03b1, \u4e2d, \U0001f600", "plain text, \u00fc, \u03b1, \u4e2d, \U0001f600")]
    [InlineData("a\nb\r\tc", @"a\nb\r\tc")]
    [InlineData("back\\slash", @"back\\slash")]
    [InlineData("\0\a\u007f", @"\x00\x07\x7f")]
    [InlineData("\u001b[2J\u001b]0;title\a", @"\x1b[2J\x1b]0;title\x07")]
    [InlineData("\u0085\u009b31m", @"\u0085\u009b31m")]
    [InlineData("\u202egnp.exe", @"\u202egnp.exe")]
    [InlineData("\u2066\u2069\u200f\ufeff", @"\u2066\u2069\u200f\ufeff")]
    [InlineData("\u2028\u2029", @"\u2028\u2029")]
    [InlineData("\ue000", @"\ue000")]
    [InlineData("\U000e0041", @"\U000e0041")]
    public void What_could_mislead_is_escaped(string text, string shown) =>
        Assert.Equal(shown, PrintableText.Escape(text));

    [Theory]
    [InlineData(new byte[] { 0xff }, @"\xff")]
    [InlineData(new byte[] { 0xc0, 0x80 }, @"\xc0\x80")] // NUL, overlong
    [InlineData(new byte[] { 0xe2, 0x82 }, @"\xe2\x82")] // cut off
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 }, @"\xed\xa0\x80")] // a surrogate
    [InlineData(new byte[] { 0x41, 0x80, 0x42 }, @"A\x80B")]
    [InlineData(new byte[] { 0xf4, 0x90, 0x80, 0x80 }, @"\xf4\x90\x80\x80")] // above U+10FFFF
    public void Bytes_that_are_not_UTF_8_are_shown_as_bytes(byte[] bytes, string shown) =>
        Assert.Equal(shown, PrintableText.Escape(bytes));

    [Theory]
    [InlineData("abcd", "abcd"), InlineData("abcde", "abcd…"), InlineData("", "")]
    public void Text_of_the_bound_is_whole_and_longer_text_ends_in_an_ellipsis(string text, string shown) =>
        Assert.Equal(shown, PrintableText.Escape(text, maxChars: 4));

    [Theory]
    [InlineData("abc\u202e", "abc…"), InlineData("abc\n", "abc…"), InlineData("ab\n", "ab\\n"), InlineData("abc\U0001f600", "abc…")]
    public void An_escape_that_does_not_fit_is_cut_as_a_whole(string text, string shown) =>
        Assert.Equal(shown, PrintableText.Escape(text, maxChars: 4));

    [Fact]
    public void Whatever_arrives_nothing_unsafe_is_shown() =>
        Prop.ForAll<byte[]>(bytes => IsSafe(PrintableText.Escape(bytes))).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_text_arrives_nothing_unsafe_is_shown() =>
        Prop.ForAll<string>(text => text is null || IsSafe(PrintableText.Escape(text))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_character_of_Unicode_is_shown_safely()
    {
        for (int value = 0; value <= 0x10ffff; value++)
        {
            if (Rune.IsValid(value))
                Assert.True(IsSafe(PrintableText.Escape(new Rune(value).ToString())), $"U+{value:X4}");
        }
    }

    [Fact]
    public void Never_more_is_shown_than_the_bound_and_an_ellipsis() =>
        Prop.ForAll<byte[], byte>((bytes, bound) => PrintableText.Escape(bytes, bound).Length <= bound + 1)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Text_that_is_shown_can_be_shown_as_it_is() =>
        Prop.ForAll<byte[]>(bytes => PrintableText.IsPrintable(PrintableText.Escape(bytes))).QuickCheckThrowOnFailure();

    private static bool IsSafe(string shown) =>
        shown.EnumerateRunes().All(rune => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate));
}
