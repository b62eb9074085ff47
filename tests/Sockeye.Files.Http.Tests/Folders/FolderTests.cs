using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;

namespace Sockeye.Files.Http.Tests.Folders;

public sealed class FolderTests
{
    [Theory]
    [InlineData("/?json", null), InlineData("/", "application/json")]
    public async Task Directory_as_json(string path, string? accept)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("b.txt", "four");
        bench.Add("sub/deep/c.txt", "x");

        using HttpResponseMessage answer = await bench.SendAsync("GET", path, null, ("Accept", accept ?? "*/*"));

        using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        JsonElement[] entries = [.. json.RootElement.GetProperty("entries").EnumerateArray()];
        Assert.Equal(["sub", "b.txt"], entries.Select(entry => entry.GetProperty("name").GetString()));
        Assert.Equal("directory", entries[0].GetProperty("type").GetString());
        Assert.Equal("/sub/", entries[0].GetProperty("url").GetString());
        Assert.Equal(4, entries[1].GetProperty("size").GetInt64());
    }

    [Fact]
    public async Task All_below_as_json()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("sub/deep/c.txt", "x");

        string text = await bench.Client.GetStringAsync("/sub/?json&recursive");

        using JsonDocument json = JsonDocument.Parse(text);
        Assert.Equal(
            ["deep", "deep/c.txt"],
            json.RootElement.GetProperty("entries").EnumerateArray().Select(entry =>
                entry.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Names_are_text_and_never_markup()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        const string evil = "<img src=x onerror=alert(1)>\"'&\u202e.txt";
        bench.Add(evil, "x");

        string page = await bench.Client.GetStringAsync("/?filter=" + Uri.EscapeDataString("<i"));

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", page, StringComparison.Ordinal);
        Assert.Contains(
            "&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;&amp;\\u202e.txt", page, StringComparison.Ordinal);
        Assert.Contains("value=\"&lt;i\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_has_no_script_or_style_inside_and_loads_its_own_for_ever()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", "x");

        using HttpResponseMessage page = await bench.SendAsync("GET", "/");
        string html = await page.Content.ReadAsStringAsync();
        string script = html.Split("<script src=\"")[1].Split('"')[0];
        using HttpResponseMessage asset = await bench.SendAsync("GET", script, null, ("Accept-Encoding", "br"));

        Assert.Contains(
            "default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "unsafe", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Single(html.Split("<script")[1..]);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" onclick", html, StringComparison.Ordinal);
        Assert.Contains("immutable", asset.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("br", asset.Content.Headers.ContentEncoding.Single());
    }

    [Theory]
    [InlineData("", "a.txt b.txt c.txt"), InlineData("?sort=size&order=desc", "b.txt a.txt c.txt")]
    [InlineData("?sort=name&order=desc", "c.txt b.txt a.txt")]
    [InlineData("?filter=A", "a.txt"), InlineData("?filter=nothing", "")]
    public async Task Sorting_and_filtering_need_no_script(string query, string expected)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", "22");
        bench.Add("b.txt", "333");
        bench.Add("c.txt", "1");

        string page = await bench.Client.GetStringAsync("/" + query);

        string[] shown = [.. page.Split("<tr data-size")[1..].Select(row => row.Split("</a></th>")[0].Split('>')[^1])];
        Assert.Equal(expected, string.Join(' ', shown));
    }

    [Fact]
    public async Task Tar_of_all_below()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        await AddTreeAsync(bench);

        await using Stream content = await bench.Client.GetStreamAsync("/top/?tar");

        var files = new Dictionary<string, string>();
        await using var tar = new TarReader(content);
        while (await tar.GetNextEntryAsync(copyData: true) is { } entry)
            files[entry.Name] = entry.DataStream is null ? "" : await new StreamReader(entry.DataStream).ReadToEndAsync();
        Assert.Equal(
            ["top/", "top/a.txt", "top/empty/", "top/sub/", "top/sub/ü.bin"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("one", files["top/a.txt"]);
        Assert.Equal("two", files["top/sub/ü.bin"]);
    }

    [Fact]
    public async Task Zip_of_all_below()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        await AddTreeAsync(bench);

        using var content = new MemoryStream(await bench.Client.GetByteArrayAsync("/top/?zip"));

        using var zip = new ZipArchive(content);
        Assert.Equal(
            ["top/", "top/a.txt", "top/empty/", "top/sub/", "top/sub/ü.bin"],
            zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.Equal("two", await new StreamReader(zip.GetEntry("top/sub/ü.bin")!.Open()).ReadToEndAsync());
    }

    [Fact]
    public async Task Archive_holds_only_what_the_visitor_may_read_and_tells_the_rest()
    {
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Rights = Rights.List });
        bench.Add("a.txt", "secret");
        File.CreateSymbolicLink(bench.Folder.At("root/link"), "a.txt");
        bench.Add("back\\slash", "");

        using var content = new MemoryStream(await bench.Client.GetByteArrayAsync("/?zip"));

        using var zip = new ZipArchive(content);
        Assert.Equal(["Files/", "Files.missing.txt"], zip.Entries.Select(entry => entry.FullName));
        string[] lines = (await new StreamReader(zip.Entries[1].Open()).ReadToEndAsync()).Split('\n');
        Assert.Equal("This archive is not complete: 3 missing.", lines[0]);
        Assert.Equal(
            ["", @"a.txt (unserved)", @"back\\slash (unnameable)", "link (unserved)"], lines[1..].Order(StringComparer.Ordinal));
        AccessRecord record = await bench.NextRecordAsync();
        Assert.Equal(("archive", "incomplete"), (record.Action, record.Result));
    }

    [Fact]
    public async Task Tar_of_an_empty_directory_is_a_valid_tar()
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        byte[] content = await bench.Client.GetByteArrayAsync("/?tar");

        await using var tar = new TarReader(new MemoryStream(content));
        Assert.Equal("Files/", (await tar.GetNextEntryAsync())!.Name);
        Assert.Null(await tar.GetNextEntryAsync());
        Assert.Equal(new byte[1024], content[^1024..]); // POSIX: two blocks of zeros end it
    }

    [Fact]
    public async Task A_limit_of_one_listing_bounds_no_tree()
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Root = new FileRootOptions { MaxListedEntries = 1 } });
        foreach (string name in new[] { "a", "b", "d/c", "d/d/e", "d/d/f" })
            bench.Add(name, name);

        using var content = new MemoryStream(await bench.Client.GetByteArrayAsync("/?zip"));
        string json = await bench.Client.GetStringAsync("/?json&recursive");

        using var zip = new ZipArchive(content);
        Assert.Equal(8, zip.Entries.Count); // with the directories
        Assert.Equal(7, JsonDocument.Parse(json).RootElement.GetProperty("entries").GetArrayLength());
    }

    [Theory]
    [InlineData("/?json"), InlineData("/?json&recursive")]
    public async Task Listing_tells_what_it_lacks(string target)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("line\nfeed", "");
        File.CreateSymbolicLink(bench.Folder.At("root/link"), "nowhere");

        using JsonDocument json = JsonDocument.Parse(await bench.Client.GetStringAsync(target));
        string page = await bench.Client.GetStringAsync("/");

        JsonElement link = Assert.Single(json.RootElement.GetProperty("entries").EnumerateArray());
        Assert.Equal(("link", "other"), (link.GetProperty("name").GetString(), link.GetProperty("type").GetString()));
        Assert.Equal(
            """[{"path":"line\\nfeed","count":1,"reason":"unnameable"}]""",
            json.RootElement.GetProperty("missing").GetRawText());
        Assert.Contains("2 entries not shown", page, StringComparison.Ordinal);
        Assert.Contains("line\\nfeed (unnameable)", page, StringComparison.Ordinal);
        Assert.Equal("incomplete", (await bench.NextRecordAsync()).Result);
    }

    [Fact]
    public async Task Directory_with_more_entries_than_the_limit_is_refused()
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Root = new FileRootOptions { MaxListedEntries = 1 } });
        bench.Add("a.txt", "1");
        bench.Add("b.txt", "2");

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Long_listing_arrives_whole()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        for (int number = 0; number < 1500; number++)
            bench.Add($"file {number:0000}.txt", "");

        string page = await bench.Client.GetStringAsync("/");
        using JsonDocument json = JsonDocument.Parse(await bench.Client.GetStringAsync("/?json"));

        Assert.Equal(1500, page.Split("<tr data-size").Length - 1);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Equal(1500, json.RootElement.GetProperty("entries").GetArrayLength());
    }

    private static Task AddTreeAsync(FolderBench bench)
    {
        bench.Add("top/a.txt", "one");
        bench.Add("top/sub/ü.bin", "two");
        bench.Folder.AddDirectory("root/top/empty");
        bench.Add("beside.txt", "not this");
        return Task.CompletedTask;
    }
}
