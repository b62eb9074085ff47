using Microsoft.Playwright;
using static Sockeye.Pages.Tests.Web.Views;

namespace Sockeye.Pages.Tests.Web;

/// <summary>Previews, from one to the next, by mouse, keys and finger.</summary>
public sealed class PreviewTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Next_and_previous_go_through_what_is_shown_and_say_where()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        foreach (string name in new[] { "pic1.svg", "pic2.svg", "pic10.svg" })
            site.Add(name, Picture);
        site.Add("hidden.txt", "x");
        site.Add("other.bin", "x");
        IPage page = await site.OpenAsync(browser);
        await page.GetByLabel("Filter").FillAsync("pic");

        await Button(page, "Preview pic2.svg").ClickAsync();
        await Assertions.Expect(Dialog(page, "pic2.svg")).ToContainTextAsync("2 of 3");
        await PhotographAsync(page, "preview");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(Dialog(page, "pic10.svg")).ToContainTextAsync("3 of 3");
        await page.Keyboard.PressAsync("ArrowRight"); // there is no more
        await Assertions.Expect(Button(page, "Next")).ToHaveAttributeAsync("aria-disabled", "true");
        await Button(page, "Previous").ClickAsync();
        await Button(page, "Previous").ClickAsync();

        await Assertions.Expect(Dialog(page, "pic1.svg")).ToContainTextAsync("1 of 3");
        await Assertions.Expect(page.Locator("dialog img")).ToHaveAttributeAsync("alt", "pic1.svg");
        await Assertions.Expect(page.Locator("dialog [aria-live] h2")).ToHaveTextAsync("pic1.svg");
    }

    [Theory]
    [InlineData("Escape"), InlineData("Close")]
    public async Task Focus_is_where_it_was_when_it_closes(string how)
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("a.txt", "x");
        site.Add("b.txt", "y");
        IPage page = await site.OpenAsync(browser);

        await Button(page, "Preview a.txt").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator("dialog pre")).ToHaveTextAsync("y");
        if (how == "Close")
            await Button(page, "Close").ClickAsync();
        else
            await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        Assert.Equal("Preview a.txt", await FocusAsync(page));
    }

    [Fact]
    public async Task What_comes_late_is_not_shown_for_another_file()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("a.txt", "of a");
        site.Add("b.txt", "of b");
        IPage page = await site.OpenAsync(browser);
        var isShown = new TaskCompletionSource();
        await page.RouteAsync("**/a.txt", async route =>
        {
            await isShown.Task;
            await route.ContinueAsync();
        });

        await Button(page, "Preview a.txt").ClickAsync();
        await Button(page, "Next").ClickAsync();
        await Assertions.Expect(page.Locator("dialog pre")).ToHaveTextAsync("of b");
        Task<IResponse> late = page.WaitForResponseAsync("**/a.txt");
        isShown.SetResult();
        await (await late).FinishedAsync();

        await Assertions.Expect(page.Locator("dialog pre")).ToHaveTextAsync(["of b"]);
    }

    [Fact]
    public async Task On_a_phone_it_opens_fits_and_is_swiped()
    {
        await using ServedFolder site = await ServedFolder.StartAsync();
        site.Add("a picture with a long name.svg", Picture);
        site.Add("b.txt", new string('x', 3000));
        IPage page = await site.OpenAsync(browser, width: 360);

        await Button(page, "Preview a picture with a long name.svg").TapAsync();
        await PhotographAsync(page, "preview-360");
        Assert.Empty(await SmallTargetsAsync(page));
        await SwipeAsync(page, from: 300, to: 100);
        await Assertions.Expect(Dialog(page, "b.txt")).ToContainTextAsync("2 of 2");
        Assert.True(await page.EvaluateAsync<bool>(
            "document.querySelector('dialog').scrollWidth <= document.querySelector('dialog').clientWidth"));
        await SwipeAsync(page, from: 100, to: 300);

        await Assertions.Expect(Dialog(page, "a picture with a long name.svg")).ToContainTextAsync("1 of 2");
    }

    private static async Task SwipeAsync(IPage page, int from, int to) => await page.EvaluateAsync(
        """
        ([from, to]) => {
          const content = document.querySelector("dialog .content");
          const at = clientX => new Touch({ identifier: 1, target: content, clientX, clientY: 200 });
          content.dispatchEvent(new TouchEvent("touchstart", { touches: [at(from)], changedTouches: [at(from)] }));
          content.dispatchEvent(new TouchEvent("touchend", { touches: [], changedTouches: [at(to)] }));
        }
        """, new[] { from, to });
}
