using System.Net;
using Sockeye.Files.Access;

namespace Sockeye.Files.Http.Tests.Pages;

/// <summary>The pages as they are sent: what is read without a script, and who is offered what.</summary>
public sealed class FolderPageTests
{
    [Fact]
    public async Task Names_are_sorted_as_people_count_directories_first()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        foreach (string name in new[] { "file10.txt", "File2.txt", "b.txt", "dir10/x", "dir9/x" })
            bench.Add(name, "x");

        string up = await bench.Client.GetStringAsync("/?json");
        string down = await bench.Client.GetStringAsync("/?json&sort=name&order=desc");

        Assert.Equal("dir9 dir10 b.txt File2.txt file10.txt", NamesOf(up));
        Assert.Equal("dir10 dir9 file10.txt File2.txt b.txt", NamesOf(down));
    }

    [Fact]
    public async Task Rows_know_their_place_by_name_however_they_are_sorted()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a2", "1");
        bench.Add("a10", "333");
        bench.Add("a1", "22");

        string page = await bench.Client.GetStringAsync("/?sort=size&order=desc");

        Assert.Equal(["2", "0", "1"], page.Split("data-rank=\"")[1..].Select(row => row.Split('"')[0]));
    }

    [Fact]
    public async Task Times_say_that_they_are_utc()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        File.SetLastWriteTimeUtc(bench.Add("a.txt", "x"), new DateTime(2024, 2, 29, 23, 5, 7, DateTimeKind.Utc));

        Assert.Contains(
            "<time datetime=\"2024-02-29T23:05:07Z\">2024-02-29 23:05 UTC</time>",
            await bench.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Title_is_the_name_of_the_folder()
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Folder = new FolderSiteOptions { Title = "My <files>" } });
        bench.Add("sub/deep ü/a", "x");

        Assert.Contains("<title>My &lt;files&gt;</title>", await bench.Client.GetStringAsync("/"), StringComparison.Ordinal);
        string page = await bench.Client.GetStringAsync("/sub/deep%20%C3%BC/");
        Assert.Contains("<title>deep ü</title>", page, StringComparison.Ordinal);
        Assert.Contains(
            "<li><a href=\"/\">My &lt;files&gt;</a></li>\n<li><a href=\"/sub/\">sub</a></li>\n<li><h1", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/=rl", ""), InlineData("/=rwl", "upload"), InlineData("/=rld", "delete")]
    [InlineData("/=rwld", "upload replace rename delete"), InlineData("/=wld", "upload replace delete")]
    [InlineData("/=rl,/a.txt=rld", "delete"), InlineData("/=rwld,/a.txt=rl", "upload replace")]
    public async Task Nobody_is_offered_what_he_may_not_do(string rights, string expected)
    {
        var accounts = new FixedAccounts(AccountList.Parse($"anonymous - {rights}").All);
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Accounts = accounts });
        bench.Add("a.txt", "x");

        string page = await bench.Client.GetStringAsync("/");

        (string Word, string Markup)[] offers =
        [
            ("upload", "id=\"upload\""), ("replace", "name=\"replace\""), ("rename", "data-rename"), ("delete", "data-delete"),
        ];
        Assert.Equal(
            expected,
            string.Join(' ', offers.Where(offer => page.Contains(offer.Markup, StringComparison.Ordinal)).Select(offer => offer.Word)));
        Assert.Equal(
            page.Contains("id=\"upload\"", StringComparison.Ordinal), page.Contains("id=\"folder\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/none.txt", HttpStatusCode.NotFound, "There is no such file or directory.")]
    [InlineData("/none/<script>", HttpStatusCode.NotFound, "There is no such file or directory.")]
    [InlineData("/%2e%2e/<script>", HttpStatusCode.BadRequest, "This request is wrong.")]
    [InlineData("/none/%3Cscript%3E", HttpStatusCode.NotFound, "There is no such file or directory.")]
    [InlineData("/hidden/", HttpStatusCode.Forbidden, "This is not allowed.")]
    public async Task What_is_not_there_is_a_page_for_browsers_and_a_line_for_programs(
        string path, HttpStatusCode status, string sentence)
    {
        var accounts = new FixedAccounts(AccountList.Parse("anonymous - /=rl,/hidden=-").All);
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Accounts = accounts });
        bench.Folder.AddDirectory("root/hidden");

        using HttpResponseMessage page = await bench.SendAsync("GET", path, null, ("Accept", "text/html,*/*;q=0.1"));
        using HttpResponseMessage line = await bench.SendAsync("GET", path, null, ("Accept", "*/*"));
        string html = await page.Content.ReadAsStringAsync();

        Assert.Equal((status, status), (page.StatusCode, line.StatusCode));
        Assert.Contains($"<p>{sentence}</p>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("script", html, StringComparison.Ordinal);
        Assert.Equal("text/plain", line.Content.Headers.ContentType!.MediaType);
        Assert.Equal(sentence + "\n", await line.Content.ReadAsStringAsync());
        Assert.Equal(
            page.Headers.GetValues("Content-Security-Policy"), (await bench.SendAsync("GET", "/")).Headers.GetValues("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("GET", "/none", null), InlineData("GET", "/none/", null), InlineData("GET", "/a/none", "./")]
    [InlineData("GET", "/a/none/", "../"), InlineData("GET", "/a/b/none", "./"), InlineData("POST", "/a/", "./")]
    [InlineData("POST", "/", null), InlineData("GET", "/a%2Fb", null)]
    public async Task Way_back_is_the_folder_and_the_first_page(string method, string path, string? way)
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        using HttpResponseMessage answer = await bench.SendAsync(method, path, null, ("Accept", "text/html"));
        string[] ways = [.. (await answer.Content.ReadAsStringAsync()).Split("<a href=\"")[1..].Select(link => link.Split('"')[0])];

        Assert.Equal(way is null ? ["/"] : [way, "/"], ways);
    }

    [Fact]
    public async Task Icon_is_there_unless_the_folder_has_its_own()
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        using HttpResponseMessage ours = await bench.SendAsync("GET", "/favicon.ico");
        using HttpResponseMessage icon = await bench.SendAsync("GET", ours.Headers.Location!.OriginalString);
        using HttpResponseMessage elsewhere = await bench.SendAsync("GET", "/sub/favicon.ico");
        bench.Add("favicon.ico", "own");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, ours.StatusCode);
        Assert.Equal("image/svg+xml", icon.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal("own", await bench.Client.GetStringAsync("/favicon.ico"));
    }

    private static string NamesOf(string json) => string.Join(
        ' ', json.Split("\"name\":\"")[1..].Select(entry => entry.Split('"')[0]));
}
