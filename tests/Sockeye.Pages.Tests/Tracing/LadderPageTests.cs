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
        Assert.Equal(Ladder.Steps.Count, await page.GetByRole(AriaRole.Button).CountAsync());
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
    public async Task Axis_of_true_time_puts_calls_at_distances_as_their_times()
    {
        IPage page = await browser.OpenAsync(HtmlLadder.Draw(Ladder));

        await page.GetByLabel("true time").CheckAsync();

        (double time, double y)[] places = await PlacesAsync(page);
        double scale = (places[^1].y - places[0].y) / (places[^1].time - places[0].time);
        Assert.All(places, place => Assert.Equal(places[0].y + ((place.time - places[0].time) * scale), place.y, tolerance: 1));
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
