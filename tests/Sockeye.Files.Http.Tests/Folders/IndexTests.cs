using System.Net;
using Sockeye.Files.Access;

namespace Sockeye.Files.Http.Tests.Folders;

/// <summary>A folder's <c>index.html</c> in place of its list, where that is wanted.</summary>
public sealed class IndexTests
{
    [Theory]
    [InlineData("/", "top"), InlineData("/sub/", "below")]
    public async Task It_is_shown_if_that_is_wanted(string target, string content)
    {
        await using FolderBench bench = await StartAsync(servesIndex: true);

        using HttpResponseMessage answer = await bench.SendAsync("GET", target);

        Assert.Equal(content, await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", false), InlineData("/?list", true), InlineData("/none/", true)]
    public async Task Otherwise_the_list_is(string target, bool servesIndex)
    {
        await using FolderBench bench = await StartAsync(servesIndex);

        using HttpResponseMessage answer = await bench.SendAsync("GET", target);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<table", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_the_visitor_may_not_read_is_not_there()
    {
        PathRights rights = PathRights.TryParse("/=rl,/index.html=-", out PathRights? parsed, out _) ? parsed : throw new InvalidOperationException();
        await using FolderBench bench = await StartAsync(servesIndex: true, new FixedAccounts(new Account(Account.Anonymous, null, rights)));

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/");

        Assert.DoesNotContain("top", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<FolderBench> StartAsync(bool servesIndex, IAccountSource? accounts = null)
    {
        FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting
        {
            Accounts = accounts,
            Folder = new FolderSiteOptions { ServesIndex = servesIndex },
        });
        bench.Add("index.html", "top");
        bench.Add("sub/index.html", "below");
        bench.Add("none/other.html", "");
        return bench;
    }
}
