using System.Net;
using Sockeye.Protocols.Http;

namespace Sockeye.Protocols.Tests.Http;

public sealed class ForwardedForTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1:0")]
    [InlineData("192.0.2.1, 198.51.100.2:80", "192.0.2.1:0 198.51.100.2:80")]
    [InlineData("2001:db8::1,[2001:db8::2],[2001:db8::3]:80", "[2001:db8::1]:0 [2001:db8::2]:0 [2001:db8::3]:80")]
    [InlineData("unknown, , 192.0.2.1", "- 192.0.2.1:0")]
    [InlineData("evil, 192.0.2.1, _hidden", "- 192.0.2.1:0 -")]
    [InlineData("\", 192.0.2.1", "- 192.0.2.1:0")]
    [InlineData("", "")]
    public void List_is_read(string value, string addresses) =>
        Assert.Equal(addresses, Text(ForwardedFor.ParseList([value])));

    // Those of RFC 7239 §4 and §6 among them.
    [Theory]
    [InlineData("for=192.0.2.43", "192.0.2.43:0")]
    [InlineData("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60:0")]
    [InlineData("For=\"[2001:db8:cafe::17]:4711\"", "[2001:db8:cafe::17]:4711")]
    [InlineData("for=192.0.2.43, for=198.51.100.17", "192.0.2.43:0 198.51.100.17:0")]
    [InlineData("for=_gazonk", "-")]
    [InlineData("for=unknown;proto=https", "-")]
    [InlineData("by=203.0.113.43", "-")]
    [InlineData("for=\"1,2\";host=\"a;b\", for=192.0.2.1", "- 192.0.2.1:0")]
    public void Forwarded_is_read(string value, string addresses) =>
        Assert.Equal(addresses, Text(ForwardedFor.Parse([value])));

    [Theory]
    [InlineData("for=6.6.6.6;x=\""), InlineData("for=6.6.6.6;x=\"\\"), InlineData("for=6.6.6.6;x=\"a"), InlineData("\"")]
    [InlineData("for=6.6.6.6;for=7.7.7.7"), InlineData("for=6.6.6.6 x"), InlineData("for"), InlineData("=;=")]
    public void Quote_that_a_client_left_open_hides_nothing_that_a_proxy_appends(string written)
    {
        Assert.Equal(IPEndPoint.Parse("192.0.2.9:0"), ForwardedFor.Parse([written + ", for=192.0.2.9"])[^1]);
        Assert.Equal(
            IPEndPoint.Parse("[2001:db8::9]:80"),
            ForwardedFor.Parse([written + ", for=\"[2001:db8::9]:80\";proto=https"])[^1]);
        Assert.Equal("https", ForwardedFor.SchemeOf([written + ", for=\"[2001:db8::9]\";proto=https"], []));
        Assert.Equal("https", ForwardedFor.SchemeOf([], [written + ", https"]));
    }

    [Fact]
    public void Several_fields_are_one_list() =>
        Assert.Equal("192.0.2.1:0 192.0.2.2:0", Text(ForwardedFor.ParseList(["192.0.2.1", "192.0.2.2"])));

    [Theory]
    [InlineData("198.51.100.1, 192.0.2.1", "192.0.2.1")] // what is in front anybody can have written
    [InlineData("192.0.2.1, 10.0.0.7, 10.0.0.8", "192.0.2.1")]
    [InlineData("10.0.0.7", "10.0.0.7")]
    [InlineData("192.0.2.1, nonsense", "255.255.255.255")]
    [InlineData("192.0.2.1, nonsense, 10.0.0.7", "255.255.255.255")]
    [InlineData("", "255.255.255.255")]
    public void Client_is_the_last_that_is_no_proxy_of_ours(string value, string client) =>
        Assert.Equal(
            IPAddress.Parse(client),
            ForwardedFor.ClientOf(ForwardedFor.ParseList([value]), IPNetwork.Parse("10.0.0.0/8").Contains).Address);

    [Theory]
    [InlineData("", "https", "https"), InlineData("", "http, HTTPS", "https"), InlineData("", "gopher", null)]
    [InlineData("for=192.0.2.1;proto=https", "", "https"), InlineData("proto=https, for=192.0.2.1", "", null)]
    public void Scheme_is_what_the_last_proxy_says(string forwarded, string schemes, string? scheme) =>
        Assert.Equal(scheme, ForwardedFor.SchemeOf([forwarded], [schemes]));

    private static string Text(IEnumerable<IPEndPoint?> addresses) =>
        string.Join(' ', addresses.Select(address => address?.ToString() ?? "-"));
}
