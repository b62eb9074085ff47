using Microsoft.Playwright;
using Sockeye.Testing;

namespace Sockeye.Pages.Tests;

/// <summary>The Chromium that is installed, without a window; one for all tests of a class.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } chromium)
            return;

        Assertions.SetDefaultExpectTimeout(SafetyNet.Milliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox"], // which root, in a container, cannot have
        });
    }

    /// <summary>Opens a page of that content. Skips or fails the test when there is no browser.</summary>
    /// <param name="html">The page.</param>
    /// <param name="scheme">Light or dark.</param>
    public async Task<IPage> OpenAsync(string html, ColorScheme scheme = ColorScheme.Light)
    {
        IPage page = await NewPageAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            Offline = true, // the page needs nothing from anywhere
            ViewportSize = new ViewportSize { Width = 1400, Height = 900 },
        });
        await page.SetContentAsync(html);
        return page;
    }

    /// <summary>An empty page. Skips or fails the test when there is no browser.</summary>
    public async Task<IPage> NewPageAsync(BrowserNewContextOptions options)
    {
        if (_browser is null)
        {
            bool isRequired = Environment.GetEnvironmentVariable("SOCKEYE_REQUIRE_PEERS") == "1";
            Assert.SkipUnless(isRequired, "no Chromium is installed");
            Assert.Fail("no Chromium is installed, and SOCKEYE_REQUIRE_PEERS is 1");
        }

        IBrowserContext context = await _browser.NewContextAsync(options);
        IPage page = await context.NewPageAsync();
        page.PageError += (_, error) => Assert.Fail($"the page's script failed: {error}");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
