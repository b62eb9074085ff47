using System.Net;
using System.Net.Sockets;
using Sockeye.Fairness;

namespace Sockeye.Tests.Fairness;

public sealed class PeerNetworkTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("127.0.0.2", "127.0.0.2")]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1:2::/64 2001:db8:1::/56 2001:db8:1::/48")]
    [InlineData("2001:db8:1:ff12::4", "2001:db8:1:ff12::/64 2001:db8:1:ff00::/56 2001:db8:1::/48")]
    [InlineData("fe80::1%3", "fe80::/64 fe80::/56 fe80::/48")]
    public void Address_counts_as_its_networks_the_smallest_first(string address, string networks) =>
        Assert.Equal(networks, string.Join(' ', PeerNetwork.Of(new IPEndPoint(IPAddress.Parse(address), 1))));

    [Theory]
    [InlineData("127.0.0.1"), InlineData("127.3.2.1"), InlineData("::1"), InlineData("::ffff:127.0.0.1")]
    public void Where_loopback_is_one_peer_all_of_it_is_this_machine(string address) =>
        Assert.Equal([PeerNetwork.Local], PeerNetwork.OfMachine(new IPEndPoint(IPAddress.Parse(address), 1)));

    [Fact]
    public void Unix_peer_is_this_machine_and_who_has_no_address_is_not()
    {
        Assert.Equal([PeerNetwork.Local], PeerNetwork.Of(new UnixDomainSocketEndPoint("/run/peer")));
        Assert.Equal([PeerNetwork.Unknown], PeerNetwork.Of((EndPoint?)null));
        Assert.Equal([PeerNetwork.Unknown], PeerNetwork.OfMachine(null));
        Assert.NotEqual(PeerNetwork.Local, PeerNetwork.Unknown);
    }

    [Fact]
    public void Zero_address_is_not_this_machine() =>
        Assert.NotEqual(PeerNetwork.Local, Assert.Single(PeerNetwork.Of(IPAddress.Any)));

    [Fact]
    public void Larger_network_has_a_few_times_what_one_peer_has()
    {
        PeerNetwork[] networks = PeerNetwork.Of(IPAddress.Parse("2001:db8::1"));

        Assert.Equal([1, 2, 4], networks.Select(network => network.Shares));
        Assert.Equal(1, PeerNetwork.Of(IPAddress.Loopback)[0].Shares);
    }
}
