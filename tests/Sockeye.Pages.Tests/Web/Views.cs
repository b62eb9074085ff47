using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Sockeye.Pages.Tests.Web;

/// <summary>What a person sees of a folder's page.</summary>
internal static class Views
{
    /// <summary>A picture that browsers show, of any size.</summary>
    public const string Picture =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><rect width=\"40\" height=\"30\" fill=\"#58a\"/></svg>";

    public static async Task<string[]> NamesAsync(IPage page) =>
        [.. await page.Locator(".list tbody tr:not(.up):visible th a").AllInnerTextsAsync()];

    /// <summary>What has the focus, by its name.</summary>
    public static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent");

    public static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Dialog(IPage page, string name) => page.GetByRole(AriaRole.Dialog, new() { Name = name });

    public static FilePayload Payload(string name, string content) => new()
    {
        Name = name,
        MimeType = "application/octet-stream",
        Buffer = System.Text.Encoding.UTF8.GetBytes(content),
    };

    /// <summary>Sends files by the picker.</summary>
    public static async Task UploadAsync(IPage page, params FilePayload[] files)
    {
        await page.GetByLabel("Add files").SetInputFilesAsync(files);
        await Button(page, "Upload").ClickAsync();
    }

    /// <summary>Controls that are seen and are smaller than WCAG 2.2 §2.5.8 wants. Links in a text may be.</summary>
    public static Task<string[]> SmallTargetsAsync(IPage page) => page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll("a, button, input, summary")]
          .filter(control => control.checkVisibility() && !control.closest(".markdown"))
          .map(control => [control, control.getBoundingClientRect()])
          .filter(([control, box]) => box.width < 24 || box.height < 24)
          .map(([control, box]) => `${control.outerHTML.slice(0, 90)} ${box.width} x ${box.height}`)
        """);

    /// <summary>Lines of what a screen reader is told that are of controls without a name.</summary>
    public static async Task<string[]> NamelessAsync(IPage page) =>
    [
        .. (await page.Locator("body").AriaSnapshotAsync()).Split('\n')
            .Where(line => NamelessControl().IsMatch(line)),
    ];

    public static async Task PhotographAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SOCKEYE_PHOTOGRAPHS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
    }

    private static Regex NamelessControl() => new(
        """^ *- (button|link|textbox|searchbox|checkbox|dialog|progressbar|columnheader|rowheader|group)(?! ")""");
}
