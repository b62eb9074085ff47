using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Tftp;

namespace Sockeye.Protocols.Tests.Tftp;

public sealed class TftpPacketTests
{
    private static readonly TftpOptions AllOptions = new(1_428, 3, 10_000_000_000, 64);

    [Fact]
    public void Request_is_written_as_the_rfc_draws_it()
    {
        var request = new TftpRequest(false, "a.txt", TftpMode.Netascii, AllOptions);

        Assert.Equal(
            Packets.Of(1, "a.txt netascii blksize 1428 timeout 3 tsize 10000000000 windowsize 64 "), Packets.Write(
                request.Write));
    }

    [Theory]
    [InlineData(true, "ö/ä.bin", TftpMode.Octet), InlineData(false, "x", TftpMode.Netascii)]
    public void Request_reads_back_as_it_was(bool isWrite, string name, TftpMode mode)
    {
        var request = new TftpRequest(isWrite, name, mode, AllOptions);

        Assert.True(TftpRequest.TryParse(Packets.Write(request.Write), out TftpRequest? parsed));
        Assert.Equal(request, parsed);
    }

    [Fact]
    public void Prefix_of_a_request_is_none_unless_it_ends_between_two_options()
    {
        byte[] whole = Packets.Of(1, "a.txt octet blksize 1428 tsize 0 ");
        int[] complete =
            [.. new[] { "a.txt octet ", "a.txt octet blksize 1428 " }.Select(text => text.Length + 2), whole.Length];

        for (int length = 0; length <= whole.Length; length++)
            Assert.Equal(complete.Contains(length), TftpRequest.TryParse(whole.AsSpan(0, length), out _));
    }

    [Theory]
    [InlineData("a OCTET BLKSIZE 512 TSize 7 ", 512, 7L)] // in either case
    [InlineData("a octet blksize 7 tsize 7 ", null, 7L)] // out of range: ignored
    [InlineData("a octet blksize 65465 tsize 7 ", null, 7L)]
    [InlineData("a octet blksize 65464 blksize 8 multicast on ", 65_464, null)] // repeated, unknown: ignored
    [InlineData("a octet blksize +512 tsize -1 ", null, null)]
    [InlineData("a octet blksize 99999999999999999999  5 ", null, null)]
    public void Options_that_a_server_does_not_understand_are_ignored(string text, int? blockBytes, long? transferBytes)
    {
        Assert.True(TftpRequest.TryParse(Packets.Of(1, text), out TftpRequest? request));
        Assert.Equal(new TftpOptions(blockBytes, null, transferBytes), request!.Options);
    }

    [Theory]
    [InlineData("mail"), InlineData(""), InlineData("octets")]
    public void Unknown_mode_is_read_as_none(string mode)
    {
        Assert.True(
            TftpRequest.TryParse([0, 1, (byte)'a', 0, .. Encoding.ASCII.GetBytes(mode), 0], out TftpRequest? request));
        Assert.Null(request!.Mode);
    }

    [Fact]
    public void Request_of_512_bytes_is_taken_and_one_more_is_not()
    {
        byte[] longest = Packets.Of(1, new string('n', 512 - 2 - 7) + " octet ");

        Assert.True(TftpRequest.TryParse(longest, out _));
        Assert.False(TftpRequest.TryParse(Packets.Of(1, new string('n', 512 - 1 - 7) + " octet "), out _));
    }

    [Theory]
    [InlineData(""), InlineData("a\0b")]
    public void Name_that_cannot_be_sent_is_our_mistake(string name) => Assert.Throws<LocalProtocolException>(
        () => Packets.Write(new TftpRequest(false, name, TftpMode.Octet, TftpOptions.None).Write));

    [Fact]
    public void Longest_name_fits_with_all_options_and_one_more_byte_does_not()
    {
        var request = new TftpRequest(true, new string('n', TftpRequest.MaxFileNameBytes), TftpMode.Netascii,
            new TftpOptions(65_464, 255, long.MaxValue, 65_535));

        Assert.InRange(Packets.Write(request.Write).Length, 1, TftpRequest.MaxBytes);
        Assert.Throws<LocalProtocolException>(
            () => Packets.Write((request with { FileName = request.FileName + "n" }).Write));
    }

    [Fact]
    public void Option_ack_tells_what_was_not_asked()
    {
        Assert.True(TftpOptionAck.TryParse(Packets.OptionAck(AllOptions), out TftpOptionAck known));
        Assert.Equal(new TftpOptionAck(AllOptions), known);

        Assert.True(TftpOptionAck.TryParse(Packets.Of(6, "rollover 1 "), out TftpOptionAck other));
        Assert.True(other.HasOthers);
    }

    [Fact]
    public void Error_is_read_with_and_without_its_closing_nul()
    {
        Assert.True(TftpError.TryParse([0, 5, 0, 1, (byte)'n', (byte)'o'], out TftpError open));
        Assert.True(TftpError.TryParse([0, 5, 0, 99, (byte)'n', (byte)'o', 0, 1], out TftpError closed));

        Assert.Equal((TftpErrorCode.FileNotFound, "no"), (open.Code, Encoding.ASCII.GetString(open.Text)));
        Assert.Equal((TftpErrorCode.NotDefined, "no"), (closed.Code, Encoding.ASCII.GetString(closed.Text)));
    }

    [Fact]
    public void Options_of_any_value_read_back_as_they_were() => Prop.ForAll<PositiveInt, NonNegativeInt, byte>(
        (block, size, seconds) =>
        {
            var options = new TftpOptions(
                Math.Clamp(block.Get, 8, 65_464), seconds == 0 ? null : seconds, size.Get, Math.Clamp(
                    block.Get, 1, 65_535));
            return TftpOptionAck.TryParse(Packets.OptionAck(options), out TftpOptionAck ack) && ack == new TftpOptionAck(options);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Garbage_is_never_more_than_refused() => Prop.ForAll<byte[]>(bytes =>
    {
        for (byte opcode = 0; opcode <= 7; opcode++)
        {
            byte[] datagram = [0, opcode, .. bytes];
            Assert.False(TftpRequest.TryParse(datagram, out _) && opcode is not (1 or 2));
            Assert.False(TftpOptionAck.TryParse(datagram, out _) && opcode != 6);
            Assert.Equal(opcode == 5 && bytes.Length >= 2, TftpError.TryParse(datagram, out _));
            Assert.Equal(opcode == 3 && bytes.Length >= 2, TftpData.TryParse(datagram, out _));
            Assert.Equal(opcode == 4 && bytes.Length >= 2, TftpAck.TryParse(datagram, out _));
        }
    }).QuickCheckThrowOnFailure();
}
