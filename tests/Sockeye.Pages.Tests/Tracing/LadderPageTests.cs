using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Sockeye.Tracing;
using Sockeye.Tracing.Drawing;
using Sockeye.Tracing.Ladders;
using Sockeye.Tracing.Strace;

namespace Sockeye.Pages.Tests.Tracing;

/// <summary>The page of a ladder, in a browser: what a person sees and does with mouse, keyboard and screen reader.</summary>
public sealed partial class LadderPageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly Ladder Ladder = LadderOf("tcp.strace");

    [Fact]
    public async Task Every_call_is_a_button_that_says_all_of_it()
    {
        IPage page = await browser.OpenAsync(HtmlLadder.Draw(Ladder));

        IReadOnlyList<string> names = [.. (await page.Locator("#ladder .call").AllAsync())
            .Select(call => call.GetAttributeAsync("aria-label").Result ?? "")];

        Assert.Equal(Ladder.Steps.Select(CallText.Sentence), names);
        Assert.Equal(Ladder.Steps.Count, await page.Locator("#picture").GetByRole(AriaRole.Button).CountAsync());
        Assert.Equal(1, await page.Locator("#ladder .call[tabindex='0']").CountAsync()); // one stop for the tabulator
    }

    [Fact]
    public async Task Click_shows_the_details()
    {
        IPage page = await browser.OpenAsync(HtmlLadder.Draw(Ladder));

        await page.Locator(".call .name", new() { HasText = "recv(1024) = 3" }).ClickAsync();

        string details = await page.Locator("#details").InnerTextAsync();
        Assert.Contains("client.py fd 3: 3 B", details, StringComparison.Ordinal);
        Assert.Contains("\"hel\"", details, StringComparison.Ordinal);
        Assert.Equal("polite", await page.Locator("#details").GetAttributeAsync("aria-live"));
    }

    [Fact]
    public async Task Keyboard_goes_from_call_to_call_and_along_arrows()
    {
        IPage page = await browser.OpenAsync(HtmlLadder.Draw(Ladder));

        await page.Locator("#ladder .call").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Contains("setsockopt", await ChosenAsync(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("End");
        Assert.Contains("close()", await ChosenAsync(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("ArrowUp");
        Assert.Contains("recv(1) = 0, the end", await ChosenAsync(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Contains("server.py fd 4: close()", await ChosenAsync(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Contains("recv(1) = 0, the end", await ChosenAsync(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await page.Locator(".call.chosen").CountAsync());
    }

    [Fact]
    public async Task Socket_that_is_hidden_takes_its_calls_and_arrows_along()
    {
        IPage page = await browser.OpenAsync(HtmlLadder.Draw(Ladder));
        float before = await HeightAsync(page);

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "client.py fd 3" }).UncheckAsync();

        Assert.Equal(0, await page.Locator(".call:visible", new() { HasText = "connect(" }).CountAsync());
        Assert.Equal(0, await page.Locator(".arrow:visible").CountAsync());
        Assert.True(await HeightAsync(page) < before);
    }

    [Fact]
    public async Task True_time_cuts_silences_and_tells_how_long_they_were()
    {
        IPage page = await browser.OpenAsync(HtmlLadder.Draw(Ladder));

        await page.GetByLabel("true time").CheckAsync();

        Assert.Equal(
            ["… 52.3 ms …", "… 99.6 ms …"], await page.Locator("#ladder .silence text").AllTextContentsAsync());
        (double time, double y)[] places = await PlacesAsync(page);
        Assert.All(places.Zip(places.Skip(1)), pair => Assert.InRange(pair.Second.y - pair.First.y, 1, 240));
    }

    [Fact]
    public async Task True_time_puts_calls_at_distances_as_their_times_where_there_is_room()
    {
        TracedSocket socket = new() { Family = "INET", Type = "STREAM", Local = "a:1" };
        var log = new CallLog(CallLog.DefaultMaxCalls);
        foreach (double time in new double[] { 0, 1, 2, 3, 5, 9 })
            log.Add(new TracedCall
            {
                Kind = CallKind.Other,
                Name = "ioctl",
                Result = $"{time}",
                Socket = socket,
                Start = TimeSpan.FromMilliseconds(time),
            });
        IPage page = await browser.OpenAsync(HtmlLadder.Draw(Ladder.Of(log)));

        await page.GetByLabel("true time").CheckAsync();

        double[] y = await page.EvaluateAsync<double[]>(
            "[...document.querySelectorAll('#ladder .call')].map(c => Number(c.getAttribute('transform').split(' ')[1].replace(')', '')))");
        Assert.Equal([28, 28, 28, 56, 112], y.Zip(y.Skip(1), (before, after) => after - before));
    }

    [Theory]
    [InlineData(1280), InlineData(400)]
    public async Task Picture_is_no_wider_than_the_window_until_somebody_zooms(int width)
    {
        IPage page = await browser.OpenAsync(HtmlLadder.Draw(LadderOf("mixed.strace")));
        await page.SetViewportSizeAsync(width, 800);
        const string overhang = "document.getElementById('picture').scrollWidth - document.getElementById('picture').clientWidth";

        await page.WaitForFunctionAsync($"{overhang} <= 0");
        await page.Keyboard.PressAsync("+");
        await page.Keyboard.PressAsync("+");
        await page.WaitForFunctionAsync($"{overhang} > 0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoom out" }).ClickAsync();
        await page.Keyboard.PressAsync("0");

        await page.WaitForFunctionAsync($"{overhang} <= 0");
    }

    [Fact]
    public async Task None_hides_all_sockets_and_all_shows_them_again()
    {
        IPage page = await browser.OpenAsync(HtmlLadder.Draw(Ladder));

        await page.GetByRole(AriaRole.Button, new() { Name = "None" }).ClickAsync();
        Assert.Equal(0, await page.Locator("#ladder .call:visible").CountAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "All" }).ClickAsync();
        Assert.Equal(Ladder.Steps.Count, await page.Locator("#ladder .call:visible").CountAsync());
        Assert.Equal(3, await page.Locator("#lanes input:checked").CountAsync());
    }

    [Theory]
    [InlineData("even", -1), InlineData("true time", -1), InlineData("even", 1), InlineData("true time", 2)]
    public async Task No_arrow_crosses_a_word_as_the_browser_draws_them(string scale, int hidden)
    {
        IPage page = await browser.OpenAsync(HtmlLadder.Draw(LadderOf("mixed.strace")));
        if (hidden >= 0)
            await page.Locator("#lanes input").Nth(hidden).UncheckAsync();
        await page.GetByLabel(scale, new() { Exact = true }).CheckAsync();

        string[] crossings = await page.EvaluateAsync<string[]>("""
            () => {
              const shown = element => element.getClientRects().length > 0;
              const words = [...document.querySelectorAll('#ladder text')].filter(shown);
              const boxes = words.map(word => [word.textContent, word.getBoundingClientRect()]);
              const crossed = [];
              for (const path of [...document.querySelectorAll('#ladder .arrow .line')].filter(shown)) {
                const matrix = path.getScreenCTM(), length = path.getTotalLength();
                for (let at = 0; at <= length; at += 2) {
                  const point = path.getPointAtLength(at).matrixTransform(matrix);
                  for (const [text, box] of boxes)
                    if (point.x > box.left && point.x < box.right && point.y > box.top && point.y < box.bottom) crossed.push(text);
                }
              }
              return crossed;
            }
            """);

        Assert.Empty(crossings);
    }

    [Theory]
    [InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Text_can_be_read_on_its_background(ColorScheme scheme)
    {
        IPage page = await browser.OpenAsync(HtmlLadder.Draw(Ladder), scheme);

        foreach (string kind in new[] { "name", "data", "wait", "state", "time", "address" })
        {
            string colours = await page.EvaluateAsync<string>(
                "kind => getComputedStyle(document.querySelector('.ladder .' + kind)).fill + ' ' + getComputedStyle(document.body).backgroundColor",
                kind);
            double[] luminance = [.. Colour().Matches(colours).Select(Luminance)];
            double contrast = (luminance.Max() + 0.05) / (luminance.Min() + 0.05);
            Assert.True(contrast >= 4.5, $"{kind}: {colours} has contrast {contrast:0.0}"); // WCAG 2.2, 1.4.3
        }
    }

    [Fact]
    public async Task Page_is_photographed_to_be_looked_at()
    {
        string folder = Environment.GetEnvironmentVariable("SOCKEYE_PHOTOGRAPHS") ?? Path.GetTempPath();
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            IPage page = await browser.OpenAsync(HtmlLadder.Draw(Ladder), scheme);
            await page.Locator(".call .name", new() { HasText = "recv(1024) = 3" }).ClickAsync();

            byte[] photograph = await page.ScreenshotAsync(
                new() { Path = Path.Combine(folder, $"sockeye-ladder-{scheme}.png".ToLowerInvariant()) });

            Assert.True(photograph.Length > 20_000, "the photograph is empty");
        }
    }

    [Fact]
    public async Task Picture_is_whole_without_the_script()
    {
        string page = Script().Replace(HtmlLadder.Draw(Ladder), "");

        IPage opened = await browser.OpenAsync(page);

        Assert.Equal(Ladder.Steps.Count, await opened.Locator("#ladder .call:visible").CountAsync());
    }

    [Fact]
    public async Task Ten_thousand_calls_are_drawn()
    {
        var log = new CallLog(CallLog.DefaultMaxCalls);
        var socket = new TracedSocket { Family = "INET", Type = "STREAM", Local = "a:1", Peer = "b:1" };
        for (int i = 0; i < 10_000; i++)
        {
            log.Add(new TracedCall
            {
                Kind = CallKind.Send,
                Name = "send",
                Socket = socket,
                Bytes = 1,
                Result = "1",
                Start = TimeSpan.FromMilliseconds(i),
            });
        }

        IPage page = await browser.OpenAsync(HtmlLadder.Draw(Ladder.Of(log)));

        Assert.Equal(10_000, await page.Locator("#ladder .call").CountAsync());
    }

    private static async Task<string> ChosenAsync(IPage page) =>
        await page.Locator(".call:focus").GetAttributeAsync("aria-label") ?? "";

    private static async Task<float> HeightAsync(IPage page) =>
        float.Parse((await page.Locator("#ladder").GetAttributeAsync("height"))!, CultureInfo.InvariantCulture);

    private static async Task<(double Time, double Y)[]> PlacesAsync(IPage page)
    {
        double[] places = await page.EvaluateAsync<double[]>(
            "[...document.querySelectorAll('#ladder .call')].map(c => Number(c.getAttribute('transform').split(' ')[1].replace(')', '')))");
        return [.. Ladder.Steps.Select(step => (step.Time.TotalMilliseconds, places[step.Index]))];
    }

    // WCAG 2.2, relative luminance.
    private static double Luminance(Match colour)
    {
        double[] channels = [.. colour.Groups["channel"].Captures.Select(channel =>
        {
            double value = int.Parse(channel.Value, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        })];
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }

    private static Ladder LadderOf(string recording)
    {
        using Stream file = typeof(LadderPageTests).Assembly.GetManifestResourceStream($"Sockeye.Pages.Tests.Recorded.{recording}")!;
        using var lines = new StreamReader(file);
        var log = new CallLog(CallLog.DefaultMaxCalls);
        var reader = new StraceReader(log.Add);
        while (lines.ReadLine() is { } line)
            reader.OnLine(line);
        reader.OnEnd();
        return Ladder.Of(log);
    }

    [GeneratedRegex(@"rgba?\((?:(?<channel>\d+)[, ]*){3}")]
    private static partial Regex Colour();

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
