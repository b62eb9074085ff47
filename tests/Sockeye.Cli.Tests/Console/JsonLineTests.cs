using Sockeye.Cli.Commands;
using Sockeye.Cli.Commands.Get;
using Sockeye.Cli.Commands.Put;
using Sockeye.Cli.Commands.Send;
using Sockeye.Cli.Commands.Serve;
using Sockeye.Cli.Commands.Talk;
using Sockeye.Cli.Console;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.Services;

namespace Sockeye.Cli.Tests.Console;

/// <summary>The exact lines of <c>--json</c>: they are part of the interface.</summary>
public sealed class JsonLineTests
{
    private static readonly DateTimeOffset Modified = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Sent() => Assert.Equal(
        """{"endpoint":"tcp://127.0.0.1:57","sentBytes":5,"answer":"HELLO","answerBytes":5}""",
        JsonLine.Of(new SentResult("tcp://127.0.0.1:57", 5, "HELLO", 5)));

    [Fact]
    public void Nothing_came_back() => Assert.Equal(
        """{"endpoint":"unix:/s","sentBytes":0,"answerBytes":0}""", JsonLine.Of(new SentResult("unix:/s", 0, null, 0)));

    [Fact]
    public void Fetched() => Assert.Equal(
        """{"file":"a.txt","bytes":10,"resumedFrom":4,"sha256":"00ff","verified":true}""",
        JsonLine.Of(new FetchedResult("a.txt", 10, 4, "00ff", Verified: true)));

    [Fact]
    public void Fetched_without_verifying() => Assert.Equal(
        """{"file":"a.txt","bytes":10,"resumedFrom":4,"verified":false}""",
        JsonLine.Of(new FetchedResult("a.txt", 10, 4, Sha256: null, Verified: false)));

    [Fact]
    public void Stored() =>
        Assert.Equal(
            """{"name":"dir/ü.txt","bytes":3,"resumedFrom":1,"verified":true}""",
            JsonLine.Of(new StoredResult("dir/ü.txt", 3, 1, Verified: true)));

    [Fact]
    public void File() => Assert.Equal(
        """{"name":"a","type":"file","bytes":7,"modified":"2026-01-02T03:04:05+00:00","sha256":"00ff"}""",
        JsonLine.Of(new EntryResult("a", "file", 7, Modified, "00ff")));

    [Fact]
    public void Directory() => Assert.Equal(
        """{"name":"d","type":"directory","modified":"2026-01-02T03:04:05+00:00"}""",
        JsonLine.Of(EntryResult.Of(new RemoteFile("d", FileKind.Directory, Length: null, Modified))));

    [Fact]
    public void Message_and_line() => Assert.Equal(
        ["""{"service":"ack","peer":"[::1]:5","text":"a\\n"}""", """{"line":"say \"<hi>\""}"""],
        new[] { JsonLine.Of(MessageResult.Of(new ReceivedMessage("ack", "[::1]:5", @"a\n"))), JsonLine.Of(new TalkLineResult("say \"<hi>\"")) });

    [Fact]
    public void Text_forms_are_for_people()
    {
        Assert.Equal(
            "a.txt: 1,000 bytes, resumed at 400, SHA-256 00ff (verified)",
            new FetchedResult("a.txt", 1_000, 400, "00ff", Verified: true).ToText());
        Assert.Equal(
            "a.txt: 1 bytes, SHA-256 00ff (not verified: the server tells no SHA-256)",
            new FetchedResult("a.txt", 1, 0, "00ff", Verified: false).ToText());
        Assert.Equal(
            "a.txt: 1,000 bytes, resumed at 400 (not verified: --no-verify)",
            new FetchedResult("a.txt", 1_000, 400, Sha256: null, Verified: false).ToText());
        Assert.Equal(
            "          1,234  2026-01-02 03:04:05Z  00ff  a", new EntryResult("a", "file", 1_234, Modified, "00ff").ToText());
        Assert.Equal(
            @"              -  2026-01-02 03:04:05Z  d\x1b/", new EntryResult("d\u001b", "directory", null, Modified, null).ToText());
    }
}
