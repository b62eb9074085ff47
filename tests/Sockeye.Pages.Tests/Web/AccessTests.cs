using Microsoft.Playwright;
using static Sockeye.Pages.Tests.Web.Views;

namespace Sockeye.Pages.Tests.Web;

/// <summary>The page for who does not see it, has shaky hands, a phone, or lives elsewhere; and how fast it is.</summary>
public sealed class AccessTests(Browser browser) : IClassFixture<Browser>
{
    private const string Readme = "# About\n\n[a link](a.txt) ![pic](pic.svg)\n\na | b\n-- | -:\n1 | 2\n";

    [Fact]
    public async Task Every_control_has_a_name_and_the_browser_has_nothing_to_complain_about()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        AddSome(site);
        IPage page = await site.OpenAsync(browser);
        Assert.Empty(await NamelessAsync(page));
        string[] actions = [.. await page.Locator(".list .more :is(a, button)").EvaluateAllAsync<string[]>(
            "all => all.map(action => action.getAttribute('aria-label'))")];
        Assert.Equal(actions.Length, actions.Distinct().Count());

        foreach (string opener in new[] { "Preview a.txt", "Preview pic.svg", "New folder", "Rename a.txt", "Delete a.txt" })
        {
            await Button(page, opener).ClickAsync();
            Assert.Empty(await NamelessAsync(page));
            Assert.Empty(await SmallTargetsAsync(page));
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
            Assert.Equal(opener, await FocusAsync(page));
        }

        await UploadAsync(page, Payload("new.bin", "x"));
        await Assertions.Expect(page.Locator("#uploads .done")).ToHaveCountAsync(1);
        Assert.Empty(await NamelessAsync(page));
        Assert.Empty(site.Complaints);
    }

    [Theory]
    [InlineData(1100), InlineData(360)]
    public async Task Targets_are_large_enough(int width)
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        AddSome(site);
        File.CreateSymbolicLink(site.Folder.At("root/sub/link"), "nowhere");
        IPage page = await site.OpenAsync(browser, width: width);
        await PhotographAsync(page, $"list-{width}");
        Assert.Empty(await SmallTargetsAsync(page));

        await page.GotoAsync(site.Url + "sub/");
        await page.GetByText("not shown").ClickAsync();
        Assert.Empty(await SmallTargetsAsync(page));

        await page.GotoAsync(site.Url + "none");
        await PhotographAsync(page, $"none-{width}");
        Assert.Empty(await SmallTargetsAsync(page));
    }

    [Theory]
    [InlineData(1100), InlineData(360)]
    public async Task Screen_readers_are_told_of_a_table(int width)
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("a.txt", "x");
        site.Add("b.txt", "x");
        IPage page = await site.OpenAsync(browser, width: width);
        ICDPSession session = await page.Context.NewCDPSessionAsync(page);

        string tree = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value.GetRawText();

        Assert.Equal((1, 3, 2), (CountOf("table"), CountOf("row"), CountOf("rowheader")));
        int CountOf(string role) => tree.Split($"{{\"type\":\"role\",\"value\":\"{role}\"}}").Length - 1;
    }

    [Fact]
    public async Task On_a_phone_all_that_can_be_done_is_in_sight()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("a name that is longer than a phone is wide.txt", "x");
        IPage page = await site.OpenAsync(browser, width: 360);

        foreach (string action in new[] { "Preview", "Rename", "Delete" })
        {
            ILocator button = Button(page, $"{action} a name that is longer than a phone is wide.txt");
            LocatorBoundingBoxResult box = (await button.BoundingBoxAsync())!;
            Assert.InRange(box.X, 0, 360 - box.Width);
        }

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task Times_are_those_of_the_visitor_and_name_utc_without_a_script()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        File.SetLastWriteTimeUtc(site.Add("a.txt", "x"), new DateTime(2024, 12, 31, 18, 45, 0, DateTimeKind.Utc));

        IPage page = await site.OpenAsync(browser, timeZone: "Asia/Kathmandu");
        IPage plain = await site.OpenAsync(browser, hasScript: false, timeZone: "Asia/Kathmandu");

        await Assertions.Expect(page.Locator("time")).ToHaveTextAsync("2025-01-01 00:30");
        await Assertions.Expect(page.Locator("time")).ToHaveAttributeAsync("title", "2024-12-31 18:45 UTC");
        await Assertions.Expect(plain.Locator("time")).ToHaveTextAsync("2024-12-31 18:45 UTC");
    }

    [Fact]
    public async Task Sorting_is_that_of_the_server()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        foreach (string name in new[] { "file10.txt", "File2.txt", "ä.txt", "b.txt" })
            site.Add(name, "same");
        IPage page = await site.OpenAsync(browser);
        IPage plain = await site.OpenAsync(browser, hasScript: false);
        Assert.Equal(["b.txt", "File2.txt", "file10.txt", "ä.txt"], await NamesAsync(page));

        foreach (string column in new[] { "Name", "Size", "Size", "Name", "Name" })
        {
            await page.GetByRole(AriaRole.Link, new() { Name = column, Exact = true }).ClickAsync();
            await plain.GetByRole(AriaRole.Link, new() { Name = column, Exact = true }).ClickAsync();
            Assert.Equal(await NamesAsync(plain), await NamesAsync(page));
        }
    }

    [Fact]
    public async Task Sorting_is_kept_in_the_url()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        AddSome(site);
        IPage page = await site.OpenAsync(browser);
        await page.GotoAsync(site.Url + "?filter=a");

        await page.GetByRole(AriaRole.Link, new() { Name = "Size", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Size", Exact = true }).ClickAsync();
        string[] sorted = await NamesAsync(page);

        Assert.Equal(site.Url + "?filter=a&sort=size&order=desc", page.Url);
        await page.ReloadAsync();
        Assert.Equal(sorted, await NamesAsync(page));
    }

    [Fact]
    public async Task Focus_stays_while_the_list_is_read_again()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        AddSome(site);
        IPage page = await site.OpenAsync(browser);

        await page.GetByLabel("Add files").SetInputFilesAsync([Payload("0.bin", "x")]);
        await page.EvaluateAsync("document.getElementById('upload').requestSubmit()");
        await Button(page, "Preview a.txt").FocusAsync();
        await Assertions.Expect(Button(page, "Delete 0.bin")).ToHaveCountAsync(1);

        Assert.Equal("Preview a.txt", await FocusAsync(page));
    }

    [Fact]
    public async Task Five_thousand_rows_are_sorted_and_filtered_in_one_go()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        for (int number = 0; number < 5000; number++)
            site.Add($"file {number}.txt", new string('x', number % 7));
        IPage page = await site.OpenAsync(browser);

        // Of the script, and of the layout that it makes necessary.
        double[] times = await page.EvaluateAsync<double[]>(
            """
            () => {
              const times = action => {
                const start = performance.now();
                action();
                const script = performance.now() - start;
                document.body.offsetHeight;
                return [script, performance.now() - start - script];
              };
              const filter = document.getElementById("filter");
              document.body.offsetHeight; // what is due already is not counted
              return [...times(() => document.querySelector("[data-sort=size]").click()),
                ...times(() => document.querySelector("[data-sort=name]").click()),
                ...times(() => { filter.value = "99"; filter.dispatchEvent(new Event("input")); })];
            }
            """);

        TestContext.Current.TestOutputHelper!.WriteLine(
            "ms, script and layout: by size {0:0} {1:0}, by name {2:0} {3:0}, filter {4:0} {5:0}", [.. times.Cast<object>()]);
        Assert.Equal("auto", await page.EvaluateAsync<string>( // what is out of sight is not laid out
            "getComputedStyle(document.querySelector('.list tbody tr')).contentVisibility"));
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("95 of 5000 shown");
        Assert.Equal("file 99.txt", (await NamesAsync(page))[0]);
    }

    private static void AddSome(ServedFolder site)
    {
        site.Folder.AddDirectory("root/sub");
        site.Add("a.txt", "x");
        site.Add("b", "x");
        site.Add("pic.svg", Picture);
        site.Add("README.md", Readme);
    }
}
