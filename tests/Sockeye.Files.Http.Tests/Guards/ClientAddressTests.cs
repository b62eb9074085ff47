using System.Net;
using Sockeye.Files.Access;
using Sockeye.Http;
using Sockeye.Serving.Proxies;

namespace Sockeye.Files.Http.Tests.Guards;

/// <summary>Whom a request is taken to come from, with proxies on the way.</summary>
public sealed class ClientAddressTests
{
    private static readonly FixedAccounts OnlyAda = new(
        new Account("ada", PasswordHash.Create("right"), PathRights.Everywhere(Rights.All)));

    // The memory network is this machine.
    private static readonly HttpOptions Trusting = new() { Proxies = new TrustedProxies([], includesUnix: true) };

    [Theory]
    [InlineData("Forwarded", "for=192.0.2.1"), InlineData("X-Forwarded-For", "192.0.2.1"), InlineData("Via", "1.1 x")]
    [InlineData("X-Real-IP", "192.0.2.1"), InlineData("X-Forwarded-For", "127.0.0.1")]
    public async Task Request_that_a_proxy_sent_on_has_no_right_of_this_machine(string field, string value)
    {
        foreach (HttpOptions options in (HttpOptions[])[new(), Trusting])
        {
            await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Http = options });

            using HttpResponseMessage direct = await bench.SendAsync("GET", "/-/metrics");
            using HttpResponseMessage sentOn = await bench.SendAsync("GET", "/-/metrics", null, (field, value));

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (direct.StatusCode, sentOn.StatusCode));
        }
    }

    [Fact]
    public async Task Password_that_came_to_a_proxy_in_the_clear_is_not_taken()
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Accounts = OnlyAda, Http = Trusting });

        Assert.Equal(HttpStatusCode.Forbidden, await LogInAsync(bench, "right", ("X-Forwarded-For", "192.0.2.1")));
        Assert.Equal(
            HttpStatusCode.OK,
            await LogInAsync(bench, "right", ("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-Proto", "https")));
    }

    [Fact]
    public async Task Clients_of_a_trusted_proxy_are_logged_and_counted_by_their_own_addresses()
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Accounts = OnlyAda, Http = Trusting });

        await FailTenTimesAsync(bench, "198.51.100.66, 192.0.2.1"); // which anybody can have written in front

        Assert.Equal((HttpStatusCode)429, await LogInAsync(bench, "right", Https("192.0.2.1")));
        Assert.Equal(HttpStatusCode.OK, await LogInAsync(bench, "right", Https("192.0.2.2")));
        Assert.Equal("192.0.2.1:0", (await bench.NextRecordAsync()).From);
    }

    [Fact]
    public async Task Clients_of_a_proxy_that_is_not_trusted_do_not_lock_out_this_machine()
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Accounts = OnlyAda, Folder = new FolderSiteOptions { AllowsPlainLogin = true } });

        await FailTenTimesAsync(bench, "192.0.2.1");

        Assert.Equal((HttpStatusCode)429, await LogInAsync(bench, "right", Https("192.0.2.2")));
        Assert.Equal(HttpStatusCode.OK, await LogInAsync(bench, "right"));
    }

    [Fact]
    public async Task Client_that_two_fields_name_differently_is_not_known()
    {
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Http = Trusting });

        using HttpResponseMessage answer = await bench.SendAsync(
            "GET", "/", null, ("X-Forwarded-For", "192.0.2.1"), ("Forwarded", "for=192.0.2.2"));

        Assert.Equal("", (await bench.NextRecordAsync()).From);
    }

    [Fact]
    public async Task Page_that_a_proxy_gives_over_TLS_may_change_what_is_its_own()
    {
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Http = Trusting });
        (string, string)[] page = [("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-Proto", "https")];

        using HttpResponseMessage own = await bench.SendAsync(
            "PUT", "/a", new StringContent("x"), [.. page, ("Origin", "https://files")]);
        using HttpResponseMessage foreign = await bench.SendAsync(
            "PUT", "/b", new StringContent("x"), [.. page, ("Origin", "https://elsewhere")]);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Forbidden), (own.StatusCode, foreign.StatusCode));
    }

    private static (string, string)[] Https(string client) =>
        [("X-Forwarded-For", client), ("X-Forwarded-Proto", "https")];

    private static async Task FailTenTimesAsync(FolderBench bench, string client)
    {
        for (int failures = 0; failures < 10; failures++)
        {
            Task<HttpStatusCode> wrong = LogInAsync(bench, "wrong", Https(client));
            while (!bench.Clock.HasTimer(Accounts.RefusalDelay))
                await Task.Yield();
            bench.Clock.Advance(Accounts.RefusalDelay);
            Assert.Equal(HttpStatusCode.Unauthorized, await wrong);
        }
    }

    private static async Task<HttpStatusCode> LogInAsync(
        FolderBench bench, string password, params (string, string)[] fields)
    {
        string basic = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"ada:{password}"));
        using HttpResponseMessage answer = await bench.SendAsync(
            "GET", "/", null, [.. fields, ("Authorization", $"Basic {basic}")]);
        return answer.StatusCode;
    }
}
