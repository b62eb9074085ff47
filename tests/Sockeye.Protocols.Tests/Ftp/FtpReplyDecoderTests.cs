using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Ftp;
using Sockeye.Testing;

namespace Sockeye.Protocols.Tests.Ftp;

public sealed class FtpReplyDecoderTests
{
    private const string Sample =
        "220 ready\r\n211-Features:\r\n MDTM\r\n211-not the end\r\n226 nor this\r\n211 End\r\n226\r\n";

    [Theory]
    [InlineData(1), InlineData(2), InlineData(7), InlineData(1_000)]
    public void Same_replies_whatever_the_chunk_size(int chunkBytes) =>
        Assert.Equal(
            ["220 ready", "211 Features:|MDTM|not the end|226 nor this|End", "226 "], Decode(Sample, chunkBytes));

    [Fact]
    public void What_is_written_is_read_back() => Prop.ForAll<byte, string[]>((code, lines) =>
    {
        string[] text = [.. lines.Append("End").Select(Clean)];
        var written = new ArrayBufferWriter<byte>();
        new FtpReply(100 + code, text).WriteTo(written);

        Assert.Equal(
            [$"{100 + code} {string.Join('|', text)}"], Decode(Encoding.UTF8.GetString(written.WrittenSpan), 3));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("hello\r\n"), InlineData("99 low\r\n"), InlineData("000 zero\r\n"), InlineData("2260 four\r\n")]
    [InlineData("\r\n")]
    public void A_line_without_a_code_is_no_reply(string line) =>
        Assert.Throws<PeerProtocolException>(() => Decode(line, 100));

    [Fact]
    public void A_reply_without_an_end_is_refused() =>
        Assert.Throws<PeerProtocolException>(() =>
            Decode("211-\r\n" + string.Concat(Enumerable.Repeat("x\r\n", FtpLimits.MaxReplyLines)), 100));

    private static string Clean(string? line) =>
        new([.. (line ?? "").Where(character => character is >= ' ' and < '\x7f' and not '|')]);

    private static List<string> Decode(string text, int chunkBytes) => Chunks.Decode(
        new FtpReplyDecoder(), Encoding.UTF8.GetBytes(text), chunkBytes,
        reply => $"{reply.Code} {string.Join('|', reply.Lines)}");
}
