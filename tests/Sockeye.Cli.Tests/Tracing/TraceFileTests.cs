using Sockeye.Cli.Commands;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Tracing;
using Sockeye.Testing;
using Sockeye.Tracing;
using Sockeye.Tracing.Ladders;

namespace Sockeye.Cli.Tests.Tracing;

/// <summary>Where a ladder goes, and which of its sockets: what the command line says of it.</summary>
public sealed class TraceFileTests : IDisposable
{
    private readonly FakeHost _host = new();
    private readonly TemporaryDirectory _folder = new();

    [Theory]
    [InlineData("a.svg", "Svg"), InlineData("a.SVG", "Svg"), InlineData("a.b.html", "Html"), InlineData("a.htm", "Html")]
    [InlineData("a.mmd", "Mermaid"), InlineData("a.mermaid", "Mermaid"), InlineData("a.jsonl", "Json"), InlineData("a.json", "Json")]
    [InlineData("a.txt", "Text"), InlineData("a", null), InlineData("/dev/stdout", null), InlineData("a.d/b", null)]
    public void Ending_says_the_format(string file, string? format)
    {
        Assert.Equal(format, TraceFile.FormatOf(file)?.ToString());
        Assert.Null(TraceFile.FlawOf(file, asked: null));
    }

    [Theory]
    [InlineData("trace --trace-file - -- true", "a trace goes to standard error without --trace-file")]
    [InlineData("trace --trace-file a.png -- true", "'.png' is not an ending of a trace; use one of .txt, .json,")]
    [InlineData("send --trace-file a.pdf tcp://127.0.0.1:1 x", "'.pdf' is not an ending of a trace")]
    [InlineData("send --trace --trace-file a.dot tcp://127.0.0.1:1 x", "'.dot' is not an ending of a trace")]
    [InlineData("trace --format svg --trace-file a.html -- true", "a.html is to be html by its ending, and svg is asked for")]
    [InlineData("send --trace=json --trace-file a.svg tcp://127.0.0.1:1 x", "a.svg is to be svg by its ending, and json is asked for")]
    [InlineData("trace --only inet,dccp -- true", "'dccp' is not a family of sockets; write some of inet,")]
    [InlineData("trace --only , -- true", "--only names nothing"), InlineData("trace --socket , -- true", "--socket names none")]
    public async Task Contradiction_is_wrong_usage_before_anything_is_done(string line, string explanation)
    {
        ExitCode code = await _host.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(explanation, _host.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_that_is_named_needs_no_ending() => Assert.Null(TraceFile.FlawOf("README.md", TraceFormat.Mermaid));

    [Fact]
    public void Bare_trace_behind_the_end_of_options_belongs_to_somebody_else() => Assert.Equal(
        ["get", "--trace=auto", "url", "--", "prog", "--trace", "--"],
        TraceOptions.Normalize(["get", "--trace", "url", "--", "prog", "--trace", "--"]));

    [Theory]
    [InlineData("send --trace --trace-file a.svg tcp://127.0.0.1:1 x", "sockeye send tcp://127.0.0.1:1 x")]
    [InlineData("send --no-payload tcp://127.0.0.1:1 --timeout=1s --events 5 -- --trace", "sockeye send tcp://127.0.0.1:1 --timeout 1s -- --trace")]
    public void Heading_has_the_command_without_what_only_asks_for_the_trace(string line, string expected) => Assert.Equal(
        expected, string.Join(' ', TraceOptions.CommandOf(SockeyeCommand.Parse(line.Split(' '), _host, out _))));

    [Theory]
    [InlineData(null, true, null), InlineData("all", false, null), InlineData("INET", true, "INET,INET6"), InlineData("inet6,unix", true, "INET6,LOCAL,UNIX")]
    public void Families_are_words(string? only, bool hidesHelpers, string? families)
    {
        SocketChoice choice = SocketWords.Choice(only, []);

        Assert.Equal(hidesHelpers, choice.HidesHelpers);
        Assert.Equal(families, choice.Families is { } chosen ? string.Join(',', chosen.Order(StringComparer.Ordinal)) : null);
    }

    [Theory]
    [InlineData("all", "1 call of 1 socket"), InlineData("unix", "0 calls of 0 sockets, 1 hidden")]
    public void File_that_was_written_is_told(string only, string summary)
    {
        string file = _folder.At("ladder.html");
        SocketChoice choice = SocketWords.Choice(only, []);
        var settings = new TraceSettings(TraceFormat.Html, file, 10, KeepsPayload: true, new HashSet<string>()) { Sockets = choice };
        var log = new CallLog(10);
        log.Add(new TracedCall { Kind = CallKind.Open, Name = "socket", Start = default, Socket = new TracedSocket { Family = "INET", Type = "STREAM" } });

        using (var output = new TraceOutput(settings, _host.OpenConsole(json: false, verbose: false)))
            output.Show(log, choice, TraceOrigin.Of(["x"], DateTimeOffset.UnixEpoch));

        Assert.Equal($"wrote {file}: {summary}\n", _host.Error);
    }

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }
}
