using Microsoft.Playwright;
using Sockeye.Files.Access;

namespace Sockeye.Pages.Tests.Web;

/// <summary>
/// The page of a folder, in a browser: what a person sees and does with mouse, keyboard, or without scripts.
/// </summary>
public sealed class FolderPageTests(Browser browser) : IClassFixture<Browser>
{
    private const string Evil = "<img src=x onerror=\"document.title='taken'\">.txt";

    [Fact]
    public async Task Names_are_shown_as_text()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add(Evil, "x");
        site.Add("turned\u202etxt.exe", "x");

        IPage page = await site.OpenAsync(browser);

        Assert.Equal([Evil, "turned\\u202etxt.exe"], await NamesAsync(page));
        Assert.Equal("Files", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("img").CountAsync());
    }

    [Fact]
    public async Task Columns_sort_and_the_filter_hides_without_asking_the_server()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("b.txt", "1");
        site.Add("a.txt", "333");
        site.Add("c.md", "22");
        site.Folder.AddDirectory("root/z");
        IPage page = await site.OpenAsync(browser);
        await page.EvaluateAsync("window.isFirst = true");

        await page.GetByRole(AriaRole.Link, new() { Name = "Size" }).ClickAsync();
        Assert.Equal(["z/", "b.txt", "c.md", "a.txt"], await NamesAsync(page));
        Assert.Equal("ascending", await page.Locator("th.size").GetAttributeAsync("aria-sort"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Size" }).ClickAsync();
        Assert.Equal(["z/", "a.txt", "c.md", "b.txt"], await NamesAsync(page));

        await page.GetByLabel("Filter").FillAsync("TXT");
        Assert.Equal(["a.txt", "b.txt"], await NamesAsync(page));
        Assert.Equal("2 of 4 shown", await page.Locator("#count").InnerTextAsync());
        Assert.True(await page.EvaluateAsync<bool>("window.isFirst === true"));
        Assert.Equal(site.Url + "?sort=size&order=desc", page.Url);
    }

    [Fact]
    public async Task Keyboard_filters_moves_opens_and_goes_up()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Folder.AddDirectory("root/sub");
        site.Add("sub/inner.txt", "x");
        site.Add("a.txt", "x");
        IPage page = await site.OpenAsync(browser);

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("sub");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("sub/", await FocusAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await ArrivedAsync(page, site.Url + "sub/");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("inner.txt", await FocusAsync(page));
        await page.Keyboard.PressAsync("u");
        await ArrivedAsync(page, site.Url);
    }

    [Fact]
    public async Task Text_and_pictures_are_previewed_and_the_focus_returns()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("a.html", "<script>document.title='taken'</script>");
        site.Add(
            "b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><rect width=\"40\" height=\"30\"/></svg>");
        site.Add("c.bin", "x");
        IPage page = await site.OpenAsync(browser);

        await page.GetByRole(AriaRole.Link, new() { Name = "a.html", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page.Locator("dialog pre")).ToHaveTextAsync("<script>document.title='taken'</script>");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        Assert.Equal("a.html", await FocusAsync(page));
        Assert.Equal("Files", await page.TitleAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).Nth(1).ClickAsync();
        await page.WaitForFunctionAsync("document.querySelector('dialog img').naturalWidth === 40");
        Assert.Equal(2, await page.Locator("[data-preview]").CountAsync());
    }

    [Fact]
    public async Task Uploaded_page_runs_no_script()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add(
            "evil.html", "<title>page</title><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">");
        IPage page = await site.OpenAsync(browser);

        await page.GotoAsync(site.Url + "evil.html");

        Assert.Equal("page", await page.TitleAsync());
    }

    [Fact]
    public async Task Download_is_the_file()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("a ü.txt", "the content");
        IPage page = await site.OpenAsync(browser);

        IDownload download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Save" }).ClickAsync());

        Assert.Equal("a ü.txt", download.SuggestedFilename);
        Assert.Equal("the content", await File.ReadAllTextAsync((await download.PathAsync())!));
    }

    [Fact]
    public async Task Picker_uploads_and_the_list_shows_it()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        IPage page = await site.OpenAsync(browser);

        await page.GetByLabel("Add files").SetInputFilesAsync([Payload("one <b>.txt", 3), Payload("empty.txt", 0)]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();

        await Assertions.Expect(page.Locator("#uploads .done")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        Assert.Equal(["empty.txt", "one <b>.txt"], await NamesAsync(page));
        Assert.Equal(3, new FileInfo(site.Folder.At("root/one <b>.txt")).Length);
        Assert.Contains("done", await page.Locator("#said").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dropped_file_is_uploaded()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        IPage page = await site.OpenAsync(browser);

        await page.EvaluateAsync(
            """
            () => {
              const data = new DataTransfer();
              data.items.add(new File(["dropped"], "drop.txt"));
              for (const kind of ["dragover", "drop"])
                document.body.dispatchEvent(
                    new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """);

        await Assertions.Expect(page.Locator("#uploads .done")).ToHaveCountAsync(1);
        Assert.Equal("dropped", await File.ReadAllTextAsync(site.Folder.At("root/drop.txt")));
    }

    [Fact]
    public async Task Upload_goes_on_after_the_connection_broke()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        IPage page = await site.OpenAsync(browser);
        FilePayload file = Payload("big.bin", 8_000_000);

        await page.GetByLabel("Add files").SetInputFilesAsync(file);
        Task cutting = site.CutAsync(2_000_000);
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();

        await cutting;
        await Assertions.Expect(page.Locator("#uploads .done, #uploads .failed, dialog")).ToHaveCountAsync(1);
        Assert.Equal("done", await page.Locator("#uploads .state").InnerTextAsync());
        Assert.Equal(file.Buffer, await File.ReadAllBytesAsync(site.Folder.At("root/big.bin")));
    }

    [Fact]
    public async Task Upload_whose_last_answer_was_lost_is_done()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        IPage page = await site.OpenAsync(browser);
        bool isLost = false;
        await page.RouteAsync("**/-/upload/**", async route =>
        {
            if (isLost || route.Request.Method != "PATCH")
            {
                await route.ContinueAsync();
                return;
            }

            isLost = true;
            await route.FetchAsync();
            await route.AbortAsync();
        });

        await page.GetByLabel("Add files").SetInputFilesAsync(Payload("small.bin", 3));
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();

        await Assertions.Expect(page.Locator("#uploads li.done, #uploads li.failed")).ToHaveCountAsync(1);
        Assert.True(isLost);
        Assert.Equal("done", await page.Locator("#uploads .state").InnerTextAsync());
        Assert.Equal(3, new FileInfo(site.Folder.At("root/small.bin")).Length);
    }

    [Fact]
    public async Task Upload_that_is_refused_says_why()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        IPage page = await site.OpenAsync(browser);

        await page.GetByLabel("Add files").SetInputFilesAsync(Payload(new string('x', 300), 3));
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();

        await Assertions.Expect(page.Locator("#uploads .failed .state")).ToContainTextAsync("This cannot be a name");
    }

    [Fact]
    public async Task Who_may_not_write_sees_no_form()
    {
        await using ServedFolder site = await ServedFolder.StartAsync(Rights.ReadOnly);

        IPage page = await site.OpenAsync(browser);

        Assert.Equal(0, await page.Locator("#upload").CountAsync());
        await Assertions.Expect(page.Locator(".keys")).ToBeVisibleAsync(); // the script has run to its end
    }

    [Fact]
    public async Task Without_scripts_it_sorts_filters_and_uploads()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("a.txt", "1");
        site.Add("b.txt", "22");
        IPage page = await site.OpenAsync(browser, hasScript: false);

        await page.GetByRole(AriaRole.Link, new() { Name = "Name" }).ClickAsync();
        Assert.Equal(["b.txt", "a.txt"], await NamesAsync(page));
        await page.GetByLabel("Filter").FillAsync("a.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        Assert.Equal(["a.txt"], await NamesAsync(page));
        await page.GetByLabel("Add files").SetInputFilesAsync(Payload("c.txt", 4));
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();

        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        Assert.Equal(["a.txt", "b.txt", "c.txt"], await NamesAsync(page));
        Assert.Equal(0, await page.GetByText("Preview").Filter(new() { Visible = true }).CountAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1100), InlineData(ColorScheme.Dark, 1100), InlineData(ColorScheme.Light, 380)]
    [InlineData(ColorScheme.Dark, 380)]
    public async Task Nothing_overflows_and_text_stands_out(ColorScheme scheme, int width)
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        foreach (
            string name in new[] { "notes.md", "photo.png", "a name that is much longer than a phone is wide, and has no end.tar.gz", new string('x', 120) + ".txt" })
            site.Add(name, new string('x', 1000 * name.Length));
        site.Folder.AddDirectory("root/directory");
        IPage page = await site.OpenAsync(browser, scheme, width);

        await PhotographAsync(page, $"folder-{scheme}-{width}".ToLowerInvariant());

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.InRange(await ContrastAsync(page, "tbody th a"), 4.5, 21); // WCAG 2.2 §1.4.3
        Assert.InRange(await ContrastAsync(page, "tbody td:nth-child(2)"), 4.5, 21);
    }

    private static FilePayload Payload(string name, int bytes)
    {
        byte[] content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        return new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content };
    }

    private static async Task<string[]> NamesAsync(IPage page) =>
        [.. await page.Locator("tbody tr:not(.up):visible th a").AllInnerTextsAsync()];

    // The page is there, and its script has run.
    private static async Task ArrivedAsync(IPage page, string url) => await page.WaitForFunctionAsync(
        "url => location.href === url && document.readyState === 'complete'", url);

    private static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>(
        "document.activeElement.textContent");

    private static Task<double> ContrastAsync(IPage page, string selector) => page.EvaluateAsync<double>(
        """
        selector => {
          const light = color => {
            const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map(value => value / 255)
              .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const text = light(getComputedStyle(document.querySelectorAll(selector)[1]).color);
          const page = light(getComputedStyle(document.body).backgroundColor);
          return (Math.max(text, page) + 0.05) / (Math.min(text, page) + 0.05);
        }
        """, selector);

    private static async Task PhotographAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SOCKEYE_PHOTOGRAPHS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(
                new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
