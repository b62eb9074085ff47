using System.Text.Json;
using System.Xml.Linq;
using Sockeye.Testing;
using Sockeye.Tracing.Drawing;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Tests.Drawing;

/// <summary>The pictures of two recordings, as they were looked at and found right.</summary>
/// <remarks>
/// With <c>SOCKEYE_RECORD=1</c> the test writes them anew, and fails: look at them, and commit them.
/// </remarks>
public sealed class GoldenTests
{
    public static TheoryData<string, string> Pictures => new(
        from recording in new[] { "tcp", "mixed" }
        from ending in new[] { "txt", "narrow.txt", "ascii.txt", "jsonl", "mmd", "svg" }
        select (recording, ending));

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Picture_is_the_one_that_was_looked_at(string recording, string ending)
    {
        string drawn = Draw(Recording.LadderOf($"{recording}.strace"), ending);
        string name = $"{recording}.{ending}";
        if (Environment.GetEnvironmentVariable("SOCKEYE_RECORD") == "1")
            Record(name, drawn);

        Assert.Equal(Recording.Text(name), drawn);
    }

    [Fact]
    public void Svg_is_well_formed_and_has_every_step()
    {
        Ladder ladder = Recording.LadderOf("mixed.strace");

        XElement svg = XElement.Parse(SvgLadder.Draw(ladder));

        Assert.Equal(ladder.Steps.Count, svg.Descendants().Count(element => (string?)element.Attribute("data-step") is not null));
    }

    [Fact]
    public void Page_stands_alone_and_ends_no_element_early()
    {
        string page = HtmlLadder.Draw(new CallScript()
            .Send(CallScript.Stream("a", 3, "1", "2"), 0, 0.1, "</script><img src=x onerror=alert(1)> {{script}}").Ladder);

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("</script>").Length - 1);
    }

    [Fact]
    public void Json_has_a_line_for_each_call_also_for_those_of_one_step()
    {
        CallScript script = new CallScript(maxCalls: 2)
            .Call(CallKind.Other, "setsockopt", CallScript.Stream("a", 3), 0, 0.1)
            .Call(CallKind.Other, "setsockopt", CallScript.Stream("b", 3), 0, 0.1)
            .Call(CallKind.Other, "setsockopt", CallScript.Stream("c", 3), 1, 1.1);

        string[] lines = JsonLadder.Draw(script.Ladder).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, lines.Length);
        Assert.Equal(1, JsonDocument.Parse(lines[^1]).RootElement.GetProperty("dropped").GetInt32());
    }

    [Fact]
    public void Json_of_a_send_that_waited_stands_before_what_received_it()
    {
        TracedSocket client = CallScript.Stream("client", 3, "a:1", "b:1"), server = CallScript.Stream("server", 4, "b:1", "a:1");
        CallScript script = new CallScript().Send(client, 1, 9, "ab").Receive(server, 0, 4, "a").Receive(server, 5, 6, "b");

        string[] lines = JsonLadder.Draw(script.Ladder).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["send", "recv", "recv"], lines.Select(
            line => JsonDocument.Parse(line).RootElement.GetProperty("call").GetString()!));
    }

    [Fact]
    public void Trace_without_a_call_says_so() =>
        Assert.Equal("no call on a socket was made\n", TextLadder.Draw(new CallScript().Ladder, Style(80)));

    [Theory]
    [InlineData(40), InlineData(80), InlineData(200)]
    public void Text_keeps_to_its_width(int width)
    {
        string[] lines = TextLadder.Draw(Recording.LadderOf("tcp.strace"), Style(width)).Split('\n');

        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
    }

    [Theory]
    [InlineData("tcp.strace"), InlineData("mixed.strace")]
    public void Text_without_unicode_is_ascii(string recording) => Assert.True(
        System.Text.Ascii.IsValid(TextLadder.Draw(Recording.LadderOf(recording), Style(100) with { Unicode = false })));

    [Fact]
    public void Name_of_a_socket_is_escaped_once()
    {
        Ladder ladder = Ladder.Of(Recording.Log([
            "7 1.0 socket(AF_UNIX, SOCK_STREAM, 0) = 3<UNIX-STREAM:[12]>",
            "7 1.1 bind(3<UNIX-STREAM:[12]>, {sa_family=AF_UNIX, sun_path=@\"a\\nb\"}, 6) = 0"]));

        Assert.Contains(@"bind(@a\nb)", TextLadder.Draw(ladder, Style(100)), StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_end_with_their_line()
    {
        string text = TextLadder.Draw(Recording.LadderOf("tcp.strace"), Style(120) with { Colour = true });

        Assert.All(
            text.Split('\n').Where(line => line.Contains('\e', StringComparison.Ordinal)),
            line => Assert.EndsWith("\e[0m", line, StringComparison.Ordinal));
    }

    private static TextStyle Style(int width) => new(width, Unicode: true, Colour: false);

    private static string Draw(Ladder ladder, string ending) => ending switch
    {
        "txt" => TextLadder.Draw(ladder, Style(132)),
        "narrow.txt" => TextLadder.Draw(ladder, Style(80)),
        "ascii.txt" => TextLadder.Draw(ladder, Style(100) with { Unicode = false }),
        "jsonl" => JsonLadder.Draw(ladder),
        "mmd" => MermaidLadder.Draw(ladder),
        _ => SvgLadder.Draw(ladder),
    };

    private static void Record(string name, string drawn) =>
        File.WriteAllText(Path.Combine(Repository.Root, "tests", "Sockeye.Tracing.Tests", "Recorded", name), drawn);
}
