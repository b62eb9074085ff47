using Sockeye.Protocols.Ftp;
using Sockeye.Testing;

namespace Sockeye.Protocols.Tests.Ftp;

public sealed class FtpCommandDecoderTests
{
    private static readonly byte[] Sample =
        [.. "USER bob\r\n"u8, 0xff, 0xf4, 0xff, 0xf2, .. "ABOR\r\nretr a  b é\nNOOP\r\n"u8];

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(1_000)]
    public void Same_commands_whatever_the_chunk_size(int chunkBytes) =>
        Assert.Equal(
            [
                new FtpCommand(FtpVerb.User, "bob"), new FtpCommand(FtpVerb.Abor, ""),
                new FtpCommand(FtpVerb.Retr, "a  b é"), new FtpCommand(FtpVerb.Noop, ""),
            ],
            Decode(Sample, chunkBytes));

    [Theory]
    [InlineData(0xff, 0xf4, 0xf2)] // the IAC of DM was taken out of the stream as urgent
    [InlineData(0xf2)]
    [InlineData(0xff, 0xfd, 0x06)] // IAC DO TIMING-MARK
    public void Telnet_commands_before_a_verb_are_skipped(params int[] telnet) =>
        Assert.Equal(
            [new FtpCommand(FtpVerb.Abor, "")],
            Decode([.. telnet.Select(value => (byte)value), .. "ABOR\r\n"u8], 1));

    [Theory]
    [InlineData("DELE a\rb\r\n"), InlineData("DELE a\0b\r\n"), InlineData("DELE \u0085\r\n")]
    public void Control_characters_make_no_command(string line) =>
        Assert.Equal([FtpCommand.Malformed], Decode(System.Text.Encoding.UTF8.GetBytes(line), 1_000));

    [Fact]
    public void Bytes_that_are_no_UTF8_make_no_command() =>
        Assert.Equal([FtpCommand.Malformed], Decode([.. "DELE "u8, 0xc3, 0x28, .. "\r\n"u8], 1_000));

    [Fact]
    public void An_overlong_line_is_refused_before_its_ending_arrives() =>
        Assert.Throws<PeerProtocolException>(() => Decode(new byte[FtpLimits.MaxCommandBytes + 2], 64));

    [Fact]
    public void A_line_of_exactly_the_limit_is_taken()
    {
        byte[] line = [.. "DELE "u8, .. Enumerable.Repeat((byte)'a', FtpLimits.MaxCommandBytes - 5), .. "\r\n"u8];

        Assert.Equal(FtpLimits.MaxCommandBytes - 5, Assert.Single(Decode(line, 100)).Argument.Length);
    }

    [Fact]
    public void A_command_with_a_line_break_cannot_be_written() =>
        Assert.Throws<LocalProtocolException>(() =>
            new FtpCommand(FtpVerb.Dele, "a\r\nDELE b").WriteTo(new System.Buffers.ArrayBufferWriter<byte>()));

    private static List<FtpCommand> Decode(ReadOnlySpan<byte> bytes, int chunkBytes) =>
        Chunks.Decode(new FtpCommandDecoder(), bytes, chunkBytes, command => command);
}
