using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Framing;
using Sockeye.Testing;

namespace Sockeye.Protocols.Tests.Framing;

public sealed class LineDecoderTests
{
    private static readonly byte[] Sample = "one\r\n\r\nthree\nfour \u00fc\r\n"u8.ToArray();

    [Fact]
    public void Same_lines_whatever_the_chunk_size()
    {
        for (int chunkBytes = 1; chunkBytes <= Sample.Length; chunkBytes++)
            Assert.Equal(["one", "", "three", "four \u00fc"], Chunks.Decode(new LineDecoder(64), Sample, chunkBytes));
    }

    [Fact]
    public void Any_bytes_in_any_chunks_give_the_same_lines_or_the_same_error() =>
        Prop.ForAll<byte[], byte, byte>((bytes, chunk, ending) =>
        {
            byte[] input = [.. bytes.Select(b => b % 5 == 0 ? (byte)(ending % 2 == 0 ? '\n' : '\r') : b)];
            return Outcome(input, int.MaxValue) == Outcome(input, 1 + (chunk % 7));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("abcd\n"), InlineData("abcd\r\n")]
    public void Line_of_exactly_the_limit_is_accepted(string line)
    {
        for (int chunkBytes = 1; chunkBytes <= line.Length; chunkBytes++)
            Assert.Equal(["abcd"], Chunks.Decode(new LineDecoder(4), Encoding.ASCII.GetBytes(line), chunkBytes));
    }

    [Theory]
    [InlineData("abcde\n"), InlineData("abcde\r\n"), InlineData("ok\nabcde\n")]
    public void Line_one_over_the_limit_is_refused(string line)
    {
        for (int chunkBytes = 1; chunkBytes <= line.Length; chunkBytes++)
        {
            int size = chunkBytes;
            var error = Assert.Throws<PeerProtocolException>(
                () => Chunks.Decode(new LineDecoder(4), Encoding.ASCII.GetBytes(line), size));
            Assert.Equal(ProtocolError.FrameTooLong, error.Error);
        }
    }

    [Fact]
    public void Overlong_line_is_refused_before_its_ending_arrives() =>
        Assert.Throws<PeerProtocolException>(() => Chunks.Decode(new LineDecoder(4), "abcdef"u8));

    [Fact]
    public void Half_a_line_waits_and_is_not_consumed()
    {
        var input = new ReadOnlySequence<byte>("ab\r"u8.ToArray());

        Assert.False(new LineDecoder(4).TryDecode(ref input, out _));

        Assert.Equal(3, input.Length);
    }

    [Fact]
    public void Carriage_return_inside_a_line_belongs_to_it() =>
        Assert.Equal(["a\rb"], Chunks.Decode(new LineDecoder(8), "a\rb\r\n"u8));

    [Fact]
    public void Only_one_carriage_return_belongs_to_the_ending() =>
        Assert.Equal(["a\r"], Chunks.Decode(new LineDecoder(8), "a\r\r\n"u8));

    [Fact]
    public void Line_cut_off_by_the_end_of_the_stream_is_not_a_line() =>
        Assert.False(new LineDecoder(8).TryDecodeLast(new ReadOnlySequence<byte>("abc"u8.ToArray()), out _));

    [Theory]
    [InlineData("abc", "abc"), InlineData("abc\r", "abc"), InlineData("\r", "")]
    public void End_of_the_stream_ends_a_line_when_asked_to(string rest, string line)
    {
        var decoder = new LineDecoder(8, endOfStreamEndsLine: true);

        Assert.True(decoder.TryDecodeLast(
            new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(rest)), out ReadOnlySequence<byte> last));

        Assert.Equal(line, Encoding.ASCII.GetString(last));
    }

    [Theory]
    [InlineData("abcd", true), InlineData("abcd\r", true), InlineData("abcde", false)]
    public void Last_line_without_an_ending_has_the_same_limit(string rest, bool isAllowed)
    {
        var decoder = new LineDecoder(4, endOfStreamEndsLine: true);
        var input = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(rest));
        Assert.False(decoder.TryDecode(ref input, out _)); // not yet too long: the last byte may be half an ending

        Exception? refused = Record.Exception(() => decoder.TryDecodeLast(input, out _));

        Assert.Equal(isAllowed, refused is null);
        Assert.True(refused is null or PeerProtocolException { Error: ProtocolError.FrameTooLong }, $"{refused}");
    }

    private static string Outcome(byte[] bytes, int chunkBytes)
    {
        var lines = new StringBuilder();
        try
        {
            var decoder = new LineDecoder(6);
            foreach (string line in Chunks.Decode<ReadOnlySequence<byte>, string>(decoder, bytes, chunkBytes, frame => Keep(frame, lines)))
                Assert.DoesNotContain("0A", line, StringComparison.Ordinal);
        }
        catch (PeerProtocolException e)
        {
            lines.Append(e.Message);
        }

        return lines.ToString();
    }

    private static string Keep(ReadOnlySequence<byte> frame, StringBuilder lines)
    {
        string line = BitConverter.ToString(frame.ToArray());
        lines.Append(line).Append('/');
        return line;
    }
}
