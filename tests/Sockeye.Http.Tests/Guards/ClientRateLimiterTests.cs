using System.Net;
using Sockeye.Http.Guards;

namespace Sockeye.Http.Tests.Guards;

public sealed class ClientRateLimiterTests
{
    [Fact]
    public void Each_address_has_its_burst_and_a_network_of_ipv6_is_one()
    {
        using var rate = new ClientRateLimiter(requestsPerSecond: 1, burst: 2);

        Assert.True(rate.TryTake(IPAddress.Parse("2001:db8::1")));
        Assert.True(rate.TryTake(IPAddress.Parse("2001:db8::2")));
        Assert.False(rate.TryTake(IPAddress.Parse("2001:db8::3")));
        Assert.True(rate.TryTake(IPAddress.Parse("2001:db8:0:1::1")));
        Assert.All(Enumerable.Range(0, 10), _ => Assert.True(rate.TryTake(IPAddress.Loopback)));
        Assert.All(Enumerable.Range(0, 10), _ => Assert.True(rate.TryTake(null)));
    }
}
