using System.Net;
using Sockeye.Files;
using Sockeye.Files.Remotes;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Remote;

/// <summary>Requests that go by a proxy, as the environment says.</summary>
public sealed class ProxyTests
{
    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Request_goes_to_the_proxy_and_names_the_server()
    {
        await using var proxy = new RawHttpServer(
            _ => "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
        await using var client = new RemoteClient(
            new RemoteOptions { Verifies = false }, new RemoteContext { Proxy = new WebProxy(proxy.Url("")) });
        using var got = new MemoryStream();

        await client.FetchAsync("http://nowhere.invalid/x", got);

        Assert.Equal("hi"u8.ToArray(), got.ToArray());
        Assert.StartsWith("GET http://nowhere.invalid/x HTTP/1.1\r\n", Assert.Single(proxy.Heads), StringComparison.Ordinal);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Tls_goes_through_a_tunnel_of_the_proxy()
    {
        await using var proxy = new RawHttpServer(_ => "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var client = new RemoteClient(
            new RemoteOptions { Retries = 0 }, new RemoteContext { Proxy = new WebProxy(proxy.Url("")) });

        await Assert.ThrowsAnyAsync<IOException>(() => client.FetchAsync("https://nowhere.invalid/x", Stream.Null));

        Assert.StartsWith("CONNECT nowhere.invalid:443 HTTP/1.1\r\n", proxy.Heads.First(), StringComparison.Ordinal);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Server_that_needs_none_is_reached_directly()
    {
        await using var server = new RawHttpServer(
            _ => "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
        var proxy = new WebProxy("http://127.0.0.1:1", BypassOnLocal: false, BypassList: [".*::1.*"]);
        await using var client = new RemoteClient(new RemoteOptions { Verifies = false }, new RemoteContext { Proxy = proxy });
        using var got = new MemoryStream();

        await client.FetchAsync(server.Url("x"), got);

        Assert.Equal("hi"u8.ToArray(), got.ToArray());
    }
}
