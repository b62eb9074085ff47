using System.Text.Json;
using System.Xml.Linq;
using Sockeye.Tracing.Drawing;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Tests;

/// <summary>The heading of a picture: the command and the date, and no secret.</summary>
public sealed class TraceOriginTests
{
    private static readonly DateTimeOffset Began = new(2026, 3, 1, 14, 5, 9, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("curl -s http://host/", "curl", "-s", "http://host/")]
    [InlineData("sh -c 'a && b'", "sh", "-c", "a && b")]
    [InlineData(@"echo 'it'\''s' ''", "echo", "it's", "")]
    [InlineData(@"echo \x1b[31m a\nb", "echo", "\e[31m", "a\nb")]
    [InlineData("curl -u me:*** h", "curl", "-u", "me:secret", "h")]
    [InlineData("x --password *** --next", "x", "--password", "secret", "--next")]
    [InlineData("x --db-password=*** PGPASSWORD=***", "x", "--db-password=secret", "PGPASSWORD=secret")]
    [InlineData("get ftp://me:***@host/a", "get", "ftp://me:secret@host/a")]
    [InlineData("curl -H 'Authorization: Bearer ***'", "curl", "-H", "Authorization: Bearer secret")]
    [InlineData("curl -H 'Cookie: ***'", "curl", "-H", "Cookie: a=secret")]
    [InlineData("sh -c 'API_TOKEN=*** run'", "sh", "-c", "API_TOKEN=secret run")]
    public void Command_is_quoted_escaped_and_without_its_secrets(string expected, params string[] words) =>
        Assert.Equal(expected, TraceOrigin.Of(words, Began).Command);

    [Fact]
    public void Command_without_an_end_is_cut() => Assert.InRange(
        TraceOrigin.Of(Enumerable.Repeat("word", 10_000), Began).Command.Length, 300, CommandWords.MaxChars);

    [Fact]
    public void Every_form_names_the_command_and_the_date()
    {
        Ladder ladder = new CallScript().Send(CallScript.Stream("a", 3, "1", "2"), 0, 0.1, "x").Ladder with
        {
            Origin = TraceOrigin.Of(["prog", "<b>&\"'"], Began),
        };

        const string command = @"prog '<b>&""'\''", date = "2026-03-01 14:05:09 +01:00";
        Assert.Equal([command + "'", date], TextLadder.Draw(ladder, new TextStyle(80, true, false)).Split('\n')[..2]);
        XElement svg = XElement.Parse(SvgLadder.Draw(ladder));
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "text" && element.Value == command + "'");
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "text" && element.Value == date);
        string page = HtmlLadder.Draw(ladder);
        Assert.Contains("<h1>prog &#39;&lt;b&gt;&amp;&quot;&#39;\\&#39;&#39;&#39;</h1>", page, StringComparison.Ordinal);
        Assert.Contains("2026-03-01 14:05:09 &#43;01:00".Replace("&#43;", "+", StringComparison.Ordinal), page, StringComparison.Ordinal);
        Assert.Contains("    Note over L1,L2: prog '#60;b#62;&#34;'\\''', 2026", MermaidLadder.Draw(ladder), StringComparison.Ordinal);
        Assert.Contains(date, MermaidLadder.Draw(ladder), StringComparison.Ordinal);
        JsonElement trace = JsonDocument.Parse(JsonLadder.Draw(ladder).Split('\n')[0]).RootElement.GetProperty("trace");
        Assert.Equal((command + "'", Began, 1), (
            trace.GetProperty("command").GetString(), trace.GetProperty("began").GetDateTimeOffset(), trace.GetProperty("sockets").GetInt32()));
    }
}
