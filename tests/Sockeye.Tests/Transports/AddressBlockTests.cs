using System.Net;
using Sockeye.Transports;

namespace Sockeye.Tests.Transports;

public sealed class AddressBlockTests
{
    [Theory]
    [InlineData("192.168.1.0/24", 254, "192.168.1.1", "192.168.1.254")]
    [InlineData("192.168.1.77/24", 254, "192.168.1.1", "192.168.1.254")] // as ip address prints it
    [InlineData("10.0.0.0/16", 65_534, "10.0.0.1", "10.0.255.254")]
    [InlineData("10.0.0.4/30", 2, "10.0.0.5", "10.0.0.6")]
    [InlineData("10.0.0.4/31", 2, "10.0.0.4", "10.0.0.5")] // RFC 3021: no broadcast address
    [InlineData("0.0.0.1/32", 1, "0.0.0.1", "0.0.0.1")]
    [InlineData("fd00::/120", 256, "fd00::", "fd00::ff")]
    [InlineData("::/112", 65_536, "::", "::ffff")]
    public void Hosts_of_a_block(string text, int count, string first, string last)
    {
        Assert.True(AddressBlock.TryParse(text, out AddressBlock? block, out string? error), error);

        IPAddress[] hosts = [.. block.Hosts()];
        Assert.Equal(count, hosts.Length);
        Assert.Equal((IPAddress.Parse(first), IPAddress.Parse(last)), (hosts[0], hosts[^1]));
        Assert.Equal(count, hosts.Distinct().Count());
    }

    [Theory]
    [InlineData("10.0.0.0/15", "'10.0.0.0/15' has too many addresses; at most 65536 are gone through: /16 or longer")]
    [InlineData("fd00::/64", "'fd00::/64' has too many addresses; at most 65536 are gone through: /112 or longer")]
    [InlineData("10.0.0.0", "'10.0.0.0' is not a block of addresses; write one like 192.168.1.0/24 or fd00::/120")]
    [InlineData("host/24", null), InlineData("10.0.0.0/33", null), InlineData("10.0.0.0/-1", null)]
    [InlineData("10.0.0.0/", null), InlineData("/24", null), InlineData("10.0.0.0/24/1", null), InlineData("", null)]
    [InlineData("fd00::/129", null), InlineData("10.0.0.0/99999999999", null)]
    public void Wrong_block_is_explained(string text, string? expected)
    {
        Assert.False(AddressBlock.TryParse(text, out _, out string? error));
        Assert.Contains(expected ?? "is not a block of addresses", error, StringComparison.Ordinal);
    }
}
