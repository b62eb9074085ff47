using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Upper;

namespace Sockeye.Protocols.Tests.Upper;

public sealed class UpperCaserTests
{
    [Theory]
    [InlineData("hello, world 123", "HELLO, WORLD 123")]
    [InlineData("ÄöÜ éàç ñ", "ÄÖÜ ÉÀÇ Ñ")]
    [InlineData("αβγ ώς", "ΑΒΓ ΏΣ")]
    [InlineData("привет", "ПРИВЕТ")]
    [InlineData("straße", "STRAßE")] // one character maps to one
    [InlineData("\U00010428", "\U00010400")] // Deseret, four bytes
    [InlineData("中文 \U0001f600", "中文 \U0001f600")]
    public void Letters_become_upper_case(string text, string upper) =>
        Assert.Equal(upper, Upper(Encoding.UTF8.GetBytes(text), int.MaxValue));

    [Fact]
    public void Every_split_of_every_character_gives_the_same_text()
    {
        byte[] text = Encoding.UTF8.GetBytes("aé€\U00010428z");

        for (int first = 0; first <= text.Length; first++)
        {
            for (int second = first; second <= text.Length; second++)
                Assert.Equal("AÉ€\U00010400Z", Upper(text[..first], text[first..second], text[second..]));
        }
    }

    [Fact]
    public void Any_text_in_any_chunks_is_mapped_character_by_character() =>
        Prop.ForAll<string, byte>((text, chunk) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text ?? "");
            string expected = string.Concat(
                Encoding.UTF8.GetString(bytes).EnumerateRunes().Select(Rune.ToUpperInvariant));
            return Upper(bytes, 1 + (chunk % 5)) == expected;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_in_any_chunks_give_the_same_bytes() =>
        Prop.ForAll<byte[], byte>((bytes, chunk) =>
            Transform(Pieces(bytes, 1 + (chunk % 5))).SequenceEqual(Transform([bytes]))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 0xff, 0xfe }), InlineData(new byte[] { 0xc0, 0x80 }), InlineData(new byte[] { 0x80, 0xbf })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 }), InlineData(new byte[] { 0xf4, 0x90, 0x80, 0x80 })]
    public void Bytes_that_are_not_UTF_8_pass_unchanged(byte[] bytes)
    {
        for (int chunkBytes = 1; chunkBytes <= bytes.Length; chunkBytes++)
            Assert.Equal(bytes, Transform(Pieces(bytes, chunkBytes)));
    }

    [Fact]
    public void Character_cut_off_by_a_letter_passes_and_the_letter_is_mapped() =>
        Assert.Equal([0xe2, 0x82, (byte)'A'], Transform([[0xe2], [0x82], "a"u8.ToArray()]));

    [Fact]
    public void Character_cut_off_by_the_end_passes_as_it_is() =>
        Assert.Equal([(byte)'A', 0xf0, 0x90, 0x90], Transform([[(byte)'a', 0xf0, 0x90], [0x90]]));

    [Fact]
    public void Only_an_incomplete_character_waits()
    {
        var output = new ArrayBufferWriter<byte>();

        new UpperCaser().Transform([(byte)'a', 0xc3], output);

        Assert.Equal("A"u8.ToArray(), output.WrittenSpan.ToArray());
    }

    private static string Upper(byte[] text, int chunkBytes) =>
        Encoding.UTF8.GetString(Transform(Pieces(text, chunkBytes)));

    private static string Upper(params byte[][] pieces) => Encoding.UTF8.GetString(Transform(pieces));

    private static IEnumerable<byte[]> Pieces(byte[] bytes, int chunkBytes) => bytes.Chunk(chunkBytes);

    private static byte[] Transform(IEnumerable<byte[]> pieces)
    {
        var output = new ArrayBufferWriter<byte>();
        var upper = new UpperCaser();
        foreach (byte[] piece in pieces)
            upper.Transform(piece, output);
        upper.Complete(output);
        return output.WrittenSpan.ToArray();
    }
}
