using System.Net;
using Sockeye.Serving.Proxies;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Tests.Serving.Proxies;

public sealed class ProxiedTransportTests
{
    private static readonly TrustedProxies Here = new([], includesUnix: true); // which the memory network counts as

    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly MemoryNetwork _network;

    public ProxiedTransportTests() => _network = new MemoryNetwork(_clock);

    [Fact]
    public void Connection_of_a_proxy_is_its_client_s() => _time.Run(async () =>
    {
        await using IStreamListener listener = await ListenAsync(Here);
        StreamConnection proxy = await _network.ConnectAsync(listener.Endpoint);
        await proxy.SendAsync("PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\nhello");
        await proxy.CompleteOutputAsync();

        StreamConnection connection = (await listener.AcceptAsync(default))!;

        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 56324), connection.RemoteEndPoint);
        Assert.Equal("hello", await connection.ReadTextToEndAsync());
    });

    [Fact]
    public void Proxy_that_says_nothing_holds_up_no_other_and_has_five_seconds() => _time.Run(async () =>
    {
        await using IStreamListener listener = await ListenAsync(Here);
        StreamConnection silent = await _network.ConnectAsync(listener.Endpoint);
        StreamConnection other = await _network.ConnectAsync(listener.Endpoint);
        await other.SendAsync("PROXY UNKNOWN\r\n");

        StreamConnection accepted = (await listener.AcceptAsync(default))!;
        Assert.Null(accepted.RemoteEndPoint); // not the proxy's: it has no right of this machine
        _clock.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<TransportException>(() => silent.ReadToEndAsync());
    });

    [Theory]
    [InlineData("PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n"), InlineData("PROXY TCP6 ::1 ::1 1 2\r\n"), InlineData("PROXY UNKNOWN\r\n")]
    public void Client_of_a_proxy_is_never_of_this_machine(string header) => _time.Run(async () =>
    {
        await using IStreamListener listener = await ListenAsync(Here);
        StreamConnection proxy = await _network.ConnectAsync(listener.Endpoint);
        await proxy.SendAsync(header);

        StreamConnection connection = (await listener.AcceptAsync(default))!;

        Assert.Null(connection.RemoteEndPoint);
        Assert.False(connection.IsPrivate);
    });

    [Fact]
    public void Proxy_without_a_header_is_refused() => _time.Run(async () =>
    {
        await using IStreamListener listener = await ListenAsync(Here);
        StreamConnection proxy = await _network.ConnectAsync(listener.Endpoint);
        ValueTask<StreamConnection?> accepting = listener.AcceptAsync(default);
        await proxy.SendAsync("GET / HTTP/1.1\r\n\r\n");

        await Assert.ThrowsAsync<TransportException>(() => proxy.ReadToEndAsync());
        Assert.False(accepting.IsCompleted);
    });

    [Fact]
    public void Connection_of_anybody_else_stays_as_it_is() => _time.Run(async () =>
    {
        await using IStreamListener listener = await ListenAsync(TrustedProxies.None);
        StreamConnection client = await _network.ConnectAsync(listener.Endpoint);
        await client.SendAsync("PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n");
        await client.CompleteOutputAsync();

        StreamConnection connection = (await listener.AcceptAsync(default))!;

        Assert.Equal("client", Assert.IsType<DnsEndPoint>(connection.RemoteEndPoint).Host);
        Assert.StartsWith("PROXY", await connection.ReadTextToEndAsync(), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("192.0.2.7", true), InlineData("::ffff:192.0.2.7", true), InlineData("192.0.3.7", false)]
    [InlineData("2001:db8::1", true), InlineData("2001:db9::1", false)]
    public void Proxies_are_known_by_their_networks(string address, bool isOne)
    {
        var proxies = new TrustedProxies([IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("2001:db8::/32")], false);

        Assert.Equal(isOne, proxies.Contains(new IPEndPoint(IPAddress.Parse(address), 1)));
        Assert.False(proxies.Contains((EndPoint?)null));
    }

    private ValueTask<IStreamListener> ListenAsync(TrustedProxies proxies) =>
        new ProxiedTransport(_network, proxies, _clock).ListenAsync(Endpoint.Tcp("server", 0));
}
