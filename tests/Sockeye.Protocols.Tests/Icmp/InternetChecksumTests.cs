using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Icmp;

namespace Sockeye.Protocols.Tests.Icmp;

public sealed class InternetChecksumTests
{
    [Fact]
    public void Example_of_the_rfc() => // RFC 1071 §3: the sum is ddf2
        Assert.Equal(unchecked((ushort)~0xddf2), InternetChecksum.Of([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]));

    [Theory]
    [InlineData(new byte[0], 0xffff), InlineData(new byte[] { 1 }, 0xfeff), InlineData(new byte[] { 0xff, 0xff }, 0)]
    public void Odd_and_empty(byte[] bytes, int checksum) => Assert.Equal(checksum, InternetChecksum.Of(bytes));

    [Fact]
    public void Carries_of_the_longest_datagram_are_kept() =>
        Assert.Equal(0, InternetChecksum.Of(Enumerable.Repeat((byte)0xff, 65_534).ToArray()));

    [Fact]
    public void Bytes_with_their_checksum_sum_up_to_zero() => Prop.ForAll<byte[]>(bytes =>
    {
        ushort checksum = InternetChecksum.Of(bytes);
        byte[] even = bytes.Length % 2 == 0 ? bytes : [.. bytes, 0];
        return InternetChecksum.Of([.. even, (byte)(checksum >> 8), (byte)checksum]) == 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_flipped_bit_is_noticed() => Prop.ForAll<NonEmptyArray<byte>, NonNegativeInt>((bytes, at) =>
    {
        byte[] flipped = [.. bytes.Get];
        int bit = at.Get % (flipped.Length * 8);
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return InternetChecksum.Of(flipped) != InternetChecksum.Of(bytes.Get);
    }).QuickCheckThrowOnFailure();
}
