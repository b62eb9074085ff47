using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Protocols.Tests.Icmp;

public sealed class IcmpMessageTests
{
    private const byte Icmp4 = 1, Icmp6 = 58, HopByHop = 0, Fragment = 44, Authentication = 51;

    private static readonly IPAddress To4 = IPAddress.Parse("10.1.2.3");
    private static readonly IPAddress To6 = IPAddress.Parse("fd00::3");

    [Fact]
    public void Request_of_IPv4_is_written_with_its_checksum()
    {
        byte[] message = IcmpMessages.Request(IcmpVersion.V4, 0x1234, 7, 0xab, 0xcd);

        Assert.Equal([8, 0, message[2], message[3], 0x12, 0x34, 0, 7, 0xab, 0xcd], message);
        Assert.Equal(0, InternetChecksum.Of(message));
    }

    [Fact]
    public void Checksum_of_IPv6_is_left_to_the_kernel() =>
        Assert.Equal([128, 0, 0, 0, 0x12, 0x34, 0, 7, 0xab], IcmpMessages.Request(IcmpVersion.V6, 0x1234, 7, 0xab));

    [Theory]
    [InlineData(IcmpVersion.V4), InlineData(IcmpVersion.V6)]
    public void Request_of_any_content_reads_back_as_it_was(IcmpVersion version) =>
        Prop.ForAll<ushort, ushort, byte[]>((identifier, sequence, payload) =>
        {
            byte[] message = IcmpMessages.Request(version, identifier, sequence, payload);
            return IcmpEcho.TryParse(version, message, out IcmpEcho echo)
                && !echo.IsReply && echo.Identifier == identifier && echo.Sequence == sequence
                && echo.Payload.SequenceEqual(payload);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(IcmpVersion.V4), InlineData(IcmpVersion.V6)]
    public void Echo_is_refused_at_every_length_below_its_header(IcmpVersion version)
    {
        byte[] message = IcmpMessages.Request(version, 1, 2, 3);

        for (int length = 0; length <= message.Length; length++)
            Assert.Equal(length >= 8, IcmpEcho.TryParse(version, message.AsSpan(0, length), out _));
    }

    [Fact]
    public void Echo_with_a_code_or_of_the_other_version_is_none()
    {
        Assert.False(IcmpEcho.TryParse(IcmpVersion.V4, [8, 1, 0, 0, 0, 1, 0, 1], out _));
        Assert.False(IcmpEcho.TryParse(IcmpVersion.V6, [8, 0, 0, 0, 0, 1, 0, 1], out _));
        Assert.False(IcmpEcho.TryParse(IcmpVersion.V4, [129, 0, 0, 0, 0, 1, 0, 1], out _));
    }

    [Theory]
    [InlineData(IcmpVersion.V4, 3, 0, 0u, "Destination Net Unreachable"), InlineData(IcmpVersion.V4, 3, 1, 0u, "Destination Host Unreachable")]
    [InlineData(IcmpVersion.V4, 3, 3, 0u, "Destination Port Unreachable"), InlineData(IcmpVersion.V4, 3, 15, 0u, "Precedence Cutoff")]
    [InlineData(IcmpVersion.V4, 3, 4, 1400u, "Frag needed and DF set (mtu = 1400)")]
    [InlineData(IcmpVersion.V4, 3, 4, 0u, "Frag needed and DF set"), InlineData(IcmpVersion.V4, 3, 16, 0u, "type 3 code 16")]
    [InlineData(IcmpVersion.V4, 11, 0, 0u, "Time to live exceeded"), InlineData(IcmpVersion.V4, 5, 1, 9u, "Redirect Host")]
    [InlineData(IcmpVersion.V4, 12, 0, 0x14000000u, "Parameter problem: pointer = 20")]
    [InlineData(IcmpVersion.V6, 1, 0, 0u, "Destination unreachable: No route"), InlineData(IcmpVersion.V6, 1, 3, 0u, "Destination unreachable: Address unreachable")]
    [InlineData(IcmpVersion.V6, 2, 0, 1280u, "Packet too big: mtu=1280"), InlineData(IcmpVersion.V6, 3, 0, 0u, "Time exceeded: Hop limit")]
    [InlineData(IcmpVersion.V6, 4, 1, 40u, "Parameter problem: Unknown header at 40"), InlineData(IcmpVersion.V6, 4, 9, 0u, "type 4 code 9")]
    public void Error_says_its_reason(IcmpVersion version, byte type, byte code, uint information, string reason)
    {
        Assert.True(IcmpError.TryParse(version, IcmpMessages.Error(type, code, information, 1, 2), out IcmpError error));
        Assert.Equal(reason, error.Cause.ToString());
        Assert.Equal([1, 2], error.Quotation.ToArray());
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(10)] // options, in words
    public void Quotation_of_IPv4_is_read_behind_its_options(int optionWords)
    {
        byte[] echo = IcmpMessages.Request(IcmpVersion.V4, 77, 5);
        byte[] whole = IcmpMessages.Datagram4(To4, Icmp4, optionWords, echo);

        Assert.True(QuotedDatagram.TryParse(IcmpVersion.V4, whole, out QuotedDatagram datagram));
        Assert.Equal((Icmp4, To4), (datagram.Protocol, datagram.Destination));
        Assert.True(IcmpEcho.TryParse(IcmpVersion.V4, datagram.Payload, out IcmpEcho quoted));
        Assert.Equal((77, 5), (quoted.Identifier, quoted.Sequence));
        for (int length = 0; length < 20 + (optionWords * 4); length++)
            Assert.False(QuotedDatagram.TryParse(IcmpVersion.V4, whole.AsSpan(0, length), out _));
    }

    [Fact]
    public void Quotation_of_IPv6_is_read_behind_its_extension_headers()
    {
        byte[] echo = IcmpMessages.Request(IcmpVersion.V6, 77, 5);
        byte[] extensions =
        [
            Fragment, 1, .. new byte[14], // hop by hop, two words of 8
            Authentication, 0, 0, 1, 0, 0, 0, 0, // the first fragment of more
            Icmp6, 2, .. new byte[14], // authentication, four words of 4
        ];
        byte[] whole = IcmpMessages.Datagram6(To6, HopByHop, [.. extensions, .. echo]);

        Assert.True(QuotedDatagram.TryParse(IcmpVersion.V6, whole, out QuotedDatagram datagram));
        Assert.Equal((Icmp6, To6), (datagram.Protocol, datagram.Destination));
        Assert.True(IcmpEcho.TryParse(IcmpVersion.V6, datagram.Payload, out IcmpEcho quoted));
        Assert.Equal((77, 5), (quoted.Identifier, quoted.Sequence));
        for (int length = 0; length < 40 + extensions.Length; length++)
            Assert.False(QuotedDatagram.TryParse(IcmpVersion.V6, whole.AsSpan(0, length), out _));
    }

    [Fact]
    public void Later_fragment_is_not_taken_for_what_it_does_not_hold()
    {
        byte[] later4 = IcmpMessages.Datagram4(To4, Icmp4, 0, new byte[8]);
        later4[7] = 1;
        byte[] later6 = IcmpMessages.Datagram6(To6, Fragment, Icmp6, 0, 0, 8, 0, 0, 0, 0);

        Assert.False(QuotedDatagram.TryParse(IcmpVersion.V4, later4, out _));
        Assert.False(QuotedDatagram.TryParse(IcmpVersion.V6, later6, out _));
    }

    [Fact]
    public void Chain_of_extension_headers_has_an_end()
    {
        byte[] chain = new byte[17 * 8]; // hop by hop after hop by hop

        Assert.False(QuotedDatagram.TryParse(IcmpVersion.V6, IcmpMessages.Datagram6(To6, HopByHop, chain), out _));
    }

    [Theory]
    [InlineData(IcmpVersion.V4), InlineData(IcmpVersion.V6)]
    public void Garbage_is_never_more_than_refused(IcmpVersion version) => Prop.ForAll<byte, byte[]>((type, bytes) =>
    {
        byte[] datagram = [(byte)((int)version << 4), .. bytes, .. bytes, .. bytes];
        byte[] message = [type, .. datagram];

        IcmpEcho.TryParse(version, message, out _);
        if (IcmpError.TryParse(version, message, out IcmpError error))
            Assert.NotEmpty(error.Cause.ToString());
        if (QuotedDatagram.TryParse(version, datagram, out QuotedDatagram quoted))
            Assert.True(quoted.Payload.Length <= datagram.Length - 20);
    }).QuickCheckThrowOnFailure();
}
