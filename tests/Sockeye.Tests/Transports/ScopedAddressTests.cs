using System.Net;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports;

/// <summary>Every machine has the interface <c>lo</c>, as number 1.</summary>
public sealed class ScopedAddressTests
{
    [Theory]
    [InlineData("fe80::1%lo", 1), InlineData("fe80::1%1", 1), InlineData("fe80::1", 0), InlineData("127.0.0.1", 0)]
    public void Zone_is_read_by_name_and_by_number(string text, long zone)
    {
        IPAddress address = ScopedAddress.Parse(text)!;

        Assert.Equal(text.Split('%')[0], ScopedAddress.WithoutZone(ScopedAddress.TextOf(address)));
        Assert.Equal(zone, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? address.ScopeId : 0);
    }

    [Theory, InlineData("fe80::1%1"), InlineData("fe80::1%lo")]
    public void Zone_is_shown_by_its_name(string text)
    {
        IPAddress address = ScopedAddress.Parse(text)!;

        Assert.Equal("fe80::1%lo", ScopedAddress.TextOf(address));
        Assert.Equal("[fe80::1%lo]:57", PeerAddress.TextOf(new IPEndPoint(address, 57)));
        Assert.Equal("tcp://[fe80::1%lo]:57", Endpoint.Of(EndpointScheme.Tcp, new IPEndPoint(address, 57)).ToString());
    }

    [Fact]
    public void Zone_that_is_gone_is_shown_by_its_number() =>
        Assert.Equal("fe80::1%4294967295", ScopedAddress.TextOf(new IPAddress(IPAddress.Parse("fe80::1").GetAddressBytes(), uint.MaxValue)));

    [Theory, InlineData("nosuch"), InlineData("4294967295")]
    public async Task Zone_that_this_machine_does_not_have_is_an_error_of_its_own(string zone)
    {
        var sockets = new SocketTransport(TimeProvider.System);

        var unknown = await Assert.ThrowsAsync<TransportException>(
            () => sockets.ConnectAsync(Endpoint.Parse($"tcp://[fe80::1%25{zone}]:57")).AsTask());

        Assert.Equal(
            $"cannot reach fe80::1%{zone}: this machine has no network interface {zone}; ip link shows those it has",
            unknown.Message);
    }

    [Theory, InlineData("name"), InlineData("na%me"), InlineData("")]
    public void Name_is_no_address(string host) => Assert.Null(ScopedAddress.Parse(host));
}
