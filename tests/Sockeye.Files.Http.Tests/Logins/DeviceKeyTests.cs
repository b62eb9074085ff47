using System.Net;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Logins;

namespace Sockeye.Files.Http.Tests.Logins;

/// <summary>A key in the URL that lets each device in once.</summary>
public sealed class DeviceKeyTests
{
    private static readonly FixedAccounts OnlyShare = new(
        new Account("share", PasswordHash.Create("right"), PathRights.Everywhere(Rights.All)));

    private readonly DeviceKey _key = new("share");

    [Fact]
    public async Task Scan_is_enough_and_the_page_keeps_its_own_cookie()
    {
        await using FolderBench bench = await StartAsync();
        bench.Add("sub/a.txt", "content");

        using HttpResponseMessage entered = await bench.SendAsync("GET", $"/sub/{_key.Query}&json");
        string cookie = Assert.Single(entered.Headers.GetValues("Set-Cookie"));
        using HttpResponseMessage read = await bench.SendAsync("GET", "/sub/a.txt", null, ("Cookie", cookie.Split(';')[0]));

        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);
        Assert.Equal("/sub/?json", entered.Headers.Location?.ToString());
        Assert.Equal("no-store", entered.Headers.CacheControl?.ToString());
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_key.Query.Split('=')[1], cookie, StringComparison.Ordinal);
        Assert.Equal("content", await read.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Key_is_of_no_more_use_to_the_device_and_in_no_log()
    {
        await using FolderBench bench = await StartAsync();

        using HttpResponseMessage entered = await bench.SendAsync("GET", $"/{_key.Query}");
        (string, string) cookie = ("Cookie", entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using HttpResponseMessage withCookie = await bench.SendAsync("GET", $"/{_key.Query}", null, cookie);
        using HttpResponseMessage again = await bench.SendAsync("GET", $"/{_key.Query}");

        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, withCookie.StatusCode);
        AccessRecord login = await bench.NextRecordAsync();
        Assert.Equal(("share", "login", AccessRecord.Ok), (login.User, login.Action, login.Result));
        Assert.DoesNotContain(_key.Query.Split('=')[1], login.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?key="), InlineData("/?key=x"), InlineData("/?key"), InlineData("/?key=a&key=b"), InlineData("/")]
    public async Task Whatever_else_is_no_key(string target)
    {
        await using FolderBench bench = await StartAsync();

        using HttpResponseMessage answer = await bench.SendAsync("GET", target);
        using HttpResponseMessage forged = await bench.SendAsync("GET", "/", null, ("Cookie", $"{_key.CookieName}=x"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
    }

    [Fact]
    public async Task Cookie_changes_nothing_for_a_page_of_another_site()
    {
        await using FolderBench bench = await StartAsync();
        using HttpResponseMessage entered = await bench.SendAsync("GET", $"/{_key.Query}");
        (string, string) cookie = ("Cookie", entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        using HttpResponseMessage foreign = await bench.SendAsync(
            "PUT", "/a", new StringContent("x"), cookie, ("Sec-Fetch-Site", "cross-site"));
        using HttpResponseMessage own = await bench.SendAsync(
            "PUT", "/a", new StringContent("x"), cookie, ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.Created, own.StatusCode);
    }

    [Fact]
    public void Key_is_another_for_each_share_and_each_device_comes_in_once()
    {
        string key = _key.Query.Split('=')[1];
        var one = IPAddress.Parse("2001:db8::1");
        var other = IPAddress.Parse("2001:db8::2"); // of the same network

        string? first = _key.TryEnter(key, one);
        string? second = _key.TryEnter(key, other);

        Assert.Matches("^[a-z2-9]{26}$", key);
        Assert.NotEqual(_key.Query, new DeviceKey("share").Query);
        Assert.NotNull(first);
        Assert.NotNull(second);
        string? scanned = _key.TryEnter(key, one); // by the browser, after what scanned it
        Assert.False(_key.Knows(first, one));
        Assert.True(_key.Knows(scanned!, one));
        Assert.Null(_key.TryEnter(key, one));
        Assert.False(_key.Knows(scanned!, other));
    }

    private Task<FolderBench> StartAsync() => FolderBench.StartAsync(new FolderBench.Setting
    {
        Accounts = OnlyShare,
        Folder = new FolderSiteOptions { DeviceKey = _key },
    });
}
