using Microsoft.Playwright;
using static Sockeye.Pages.Tests.Web.Views;

namespace Sockeye.Pages.Tests.Web;

/// <summary>The list as a grid of pictures.</summary>
public sealed class GridTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1100), InlineData(ColorScheme.Dark, 360)]
    public async Task Grid_shows_pictures_and_is_remembered(ColorScheme scheme, int width)
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        for (int number = 1; number <= 7; number++)
            site.Add($"pic{number}.svg", Picture);
        site.Folder.AddDirectory("root/folder");
        site.Add("notes.txt", "x");
        IPage page = await site.OpenAsync(browser, scheme, width);
        Assert.Equal(0, await page.Locator(".thumbnail").CountAsync());

        await Button(page, "Picture grid").ClickAsync();
        await page.ReloadAsync();
        await page.WaitForFunctionAsync("document.querySelector('.thumbnail').naturalWidth === 40");
        await PhotographAsync(page, $"grid-{scheme}-{width}".ToLowerInvariant());

        await Assertions.Expect(Button(page, "Picture grid")).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(7, await page.Locator(".thumbnail[loading=lazy]").CountAsync());
        Assert.Empty(await SmallTargetsAsync(page));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await page.Locator(".thumbnail").Nth(1).ClickAsync();
        await Assertions.Expect(Dialog(page, "pic2.svg")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Button(page, "Picture grid").ClickAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".keys")).ToHaveCountAsync(1);
        Assert.Equal(0, await page.Locator(".thumbnail").CountAsync());
    }

    [Fact]
    public async Task Arrows_move_in_two_directions()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        for (int number = 1; number <= 12; number++)
            site.Add($"pic{number}.svg", Picture);
        IPage page = await site.OpenAsync(browser);
        await Button(page, "Picture grid").ClickAsync();
        int columns = await page.EvaluateAsync<int>(
            "new Set([...document.querySelectorAll('.list tbody tr')].map(row => row.offsetLeft)).size");

        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("pic1.svg", await FocusAsync(page));
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("pic2.svg", await FocusAsync(page));
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal($"pic{2 + columns}.svg", await FocusAsync(page));
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal($"pic{1 + columns}.svg", await FocusAsync(page));
    }

    [Fact]
    public async Task Folder_without_pictures_has_no_grid_though_another_had()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("pic.svg", Picture);
        site.Folder.AddDirectory("root/texts");
        site.Add("texts/a.txt", "x");
        IPage page = await site.OpenAsync(browser);
        await Button(page, "Picture grid").ClickAsync();

        await page.GotoAsync(site.Url + "texts/");

        Assert.Equal(0, await Button(page, "Picture grid").CountAsync());
        Assert.Equal(0, await page.Locator(".list.grid").CountAsync());
    }
}
