using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Logins;
using Sockeye.Files.Storage;
using Sockeye.Http;
using Sockeye.Http.Guards;
using Sockeye.Http.Hosting;
using Sockeye.Http.Routes;
using Sockeye.Protocols.Http;
using Sockeye.Serving.Proxies;
using Sockeye.Transports;

namespace Sockeye.Files.Http.Tests.Logins;

public sealed class LoginTests
{
    private static readonly FixedAccounts Users = new(
        new Account("anonymous", null, PathRights.Everywhere(Rights.ReadOnly)),
        new Account("ada", PasswordHash.Create("right"), PathRights.Everywhere(Rights.All)));

    private static readonly FixedAccounts OnlyAda = new(
        new Account("ada", PasswordHash.Create("right"), PathRights.Everywhere(Rights.All)));

    [Fact]
    public async Task Who_may_not_is_asked_who_it_is_and_then_may()
    {
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Accounts = Users });

        using HttpResponseMessage asked = await bench.SendAsync("PUT", "/a.txt", new StringContent("x"));
        using HttpResponseMessage done = await bench.SendAsync(
            "PUT", "/a.txt", new StringContent("x"), Basic("ada:right"));

        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        Assert.Equal("Basic", asked.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
        Assert.Equal(("ada", "put", "ok"), Told(await bench.NextRecordAsync()));
    }

    [Fact]
    public async Task Without_anonymous_visitors_everybody_is_asked_but_for_health()
    {
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Accounts = OnlyAda });

        using HttpResponseMessage asked = await bench.SendAsync("GET", "/");
        using HttpResponseMessage health = await bench.SendAsync("GET", "/-/healthz");

        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Theory]
    [InlineData("Basic !!!"), InlineData("Bearer x"), InlineData("Basic")]
    public async Task Login_that_cannot_be_read_is_asked_for_again(string field)
    {
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Accounts = Users });

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/", null, ("Authorization", field));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Wrong_password_is_told_after_the_delay()
    {
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Accounts = Users });

        Task<HttpResponseMessage> asking = bench.SendAsync("GET", "/", null, Basic("ada:wrong"));
        while (!bench.Clock.HasTimer(Accounts.RefusalDelay) && !asking.IsCompleted)
            await Task.Yield();
        Assert.False(asking.IsCompleted);
        bench.Clock.Advance(Accounts.RefusalDelay);
        using HttpResponseMessage answer = await asking;

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("198.51.100.1", "http", false, 403)] // in clear, from elsewhere
    [InlineData("198.51.100.1", "http", true, 401)]
    [InlineData("198.51.100.1", "https", false, 401)]
    [InlineData("127.0.0.1", "http", false, 401)]
    [InlineData("::1", "http", false, 401)]
    [InlineData(null, "http", false, 401)] // a UNIX socket
    public async Task Passwords_are_asked_for_where_nobody_can_listen(
        string? from, string scheme, bool isAllowed, int expected)
    {
        using var root = new FileRoot(".");
        var folder = new SharedFolder(
            root, new Accounts(OnlyAda, TimeProvider.System), new Transfers(TimeProvider.System));
        var doorkeeper = new BasicAuthentication(folder, isAllowed);
        var http = new DefaultHttpContext();
        http.Request.Scheme = scheme;
        await using var peer = new Peer(
            from is null ? new UnixDomainSocketEndPoint("/run/peer") : new IPEndPoint(IPAddress.Parse(from), 1));

        Assert.Null(await doorkeeper.AdmitAsync(RequestOf(http, peer)));

        Assert.Equal(expected, http.Response.StatusCode);
    }

    [Fact]
    public async Task Who_has_no_address_is_not_of_this_machine()
    {
        using var root = new FileRoot(".");
        var folder = new SharedFolder(
            root, new Accounts(OnlyAda, TimeProvider.System), new Transfers(TimeProvider.System));
        var http = new DefaultHttpContext();
        await using var nobody = new Peer(null);

        SiteRequest request = RequestOf(http, nobody);
        Assert.False(request.Client.IsHere);
        Assert.Null(await new BasicAuthentication(folder, allowsPlainLogin: false).AdmitAsync(request));

        Assert.Equal(403, http.Response.StatusCode);
        Assert.False(nobody.IsPrivate);
        using var rate = new ClientRateLimiter(requestsPerSecond: 1, burst: 1);
        Assert.True(rate.TryTake(request.Client.Address));
        Assert.False(rate.TryTake(request.Client.Address));
    }

    private static SiteRequest RequestOf(DefaultHttpContext http, StreamConnection peer) => new(
        new KestrelRequest(http, new ConnectionAdapter(peer, new Deliveries(peer, TimeProvider.System))),
        new RequestTarget("", IsDirectory: true, ""),
        ClientAddress.Of(http, peer.RemoteEndPoint, TrustedProxies.None));

    private static (string, string, string) Told(AccessRecord record) => (record.User, record.Action, record.Result);

    private static (string, string) Basic(string credentials) =>
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

    /// <summary>A connection of which nobody knows where it comes from.</summary>
    [Fact]
    public async Task Requests_beyond_those_that_are_answered_at_once_are_told_to_come_back()
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Accounts = OnlyAda, Http = new HttpOptions { MaxRequests = 1 } });
        Task<HttpResponseMessage> slow = bench.SendAsync("GET", "/", null, Basic("ada:wrong")); // for a second
        while (!bench.Clock.HasTimer(Accounts.RefusalDelay))
            await Task.Yield();

        using HttpResponseMessage refused = await bench.SendAsync("GET", "/");
        bench.Clock.Advance(Accounts.RefusalDelay);
        using HttpResponseMessage answered = await slow;
        using HttpResponseMessage next = await bench.SendAsync("GET", "/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (answered.StatusCode, next.StatusCode));
    }

    private sealed class Peer(EndPoint? address) : StreamConnection("x1", TimeProvider.System)
    {
        public override EndPoint? LocalEndPoint => null;

        public override EndPoint? RemoteEndPoint => address;

        protected override ValueTask WaitToReceiveAsync(CancellationToken cancel) => ValueTask.CompletedTask;

        protected override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel) => new(0);

        protected override ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) =>
            new(data.Length);

        protected override ValueTask ShutdownSendAsync() => ValueTask.CompletedTask;

        protected override ValueTask LingerAsync() => ValueTask.CompletedTask;

        protected override void CloseTransport(bool reset)
        {
        }
    }
}
