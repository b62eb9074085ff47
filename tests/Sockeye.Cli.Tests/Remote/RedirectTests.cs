using System.Text;
using Sockeye.Cli.Ending;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Remote;

/// <summary>Answers that lead elsewhere, and files that the server names.</summary>
public sealed class RedirectTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeHost _host = new();

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(301), InlineData(302), InlineData(303), InlineData(307), InlineData(308)]
    public async Task Fetch_goes_where_the_answer_leads_to_and_secrets_stay(int status)
    {
        await using var other = new RawHttpServer(_ => Answer(200, "moved", ""));
        await using var first = new RawHttpServer(head => head.Contains("GET /f ", StringComparison.Ordinal)
            ? Answer(status, "", "Location: /g\r\n")
            : Answer(status, "", $"Location: {other.Url("there")}\r\n"));
        string secret = _directory.AddFile("secret", "hush"u8);

        ExitCode code = await _host.RunAsync(
            "get", first.Url("f"), "-o", _directory.At("got"), "-u", "alice", "--password-file", secret,
            "--header", "X-Own: mine", "--no-verify");

        Assert.Equal((ExitCode.Done, ""), (code, _host.Error));
        Assert.Equal("moved", File.ReadAllText(_directory.At("got")));
        Assert.Equal(2, first.Heads.Count);
        Assert.All(first.Heads, head => Assert.Contains("Authorization: Basic", head, StringComparison.Ordinal));
        Assert.All(first.Heads, head => Assert.Contains("X-Own: mine", head, StringComparison.Ordinal));
        string foreign = Assert.Single(other.Heads);
        Assert.DoesNotContain("Authorization", foreign, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Own", foreign, StringComparison.Ordinal);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Circle_is_left_after_some_turns()
    {
        await using var server = new RawHttpServer(_ => Answer(302, "", "Location: /f\r\n"));

        ExitCode code = await _host.RunAsync("get", server.Url("f"), "-o", _directory.At("got"));

        Assert.Equal(ExitCode.PeerFailed, code);
        Assert.Equal(11, server.Heads.Count);
        Assert.Contains("the server sends us on and on", _host.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("d?id=5", "attachment; filename=\"report.pdf\"", "report.pdf")]
    [InlineData("d?id=5", "attachment; filename*=UTF-8''na%C3%AFve.txt; filename=naive.txt", "naïve.txt")]
    [InlineData("d?id=5", "attachment; filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("d?id=5", "attachment; filename=\".bashrc\"", "d")]
    [InlineData("d?id=5", "attachment; filename=\"-rf\"", "d")]
    [InlineData("d?id=5", "attachment; filename=\"..\"", "d")]
    [InlineData("d?id=5", "attachment; filename=\"a\u0001b\"", "d")]
    [InlineData("d?id=5", "attachment; filename=\"ünï.txt\"", "ünï.txt")] // of Latin-1, as the RFC has it
    [InlineData("d?id=5", "attachment; filename=\"\u00c3\u00bcn\u00c3\u00af.txt\"", "ünï.txt")] // of UTF-8, as servers have it
    [InlineData("d?id=5", "attachment; filename=\"q\\\"uote.txt\"", "q\"uote.txt")]
    [InlineData("d?id=5", "attachment", "d")]
    [InlineData("dir/", "inline", "index.html")]
    [InlineData("plain.txt", "attachment; filename=\"other.txt\"", "plain.txt")] // the URL says it
    public async Task File_is_called_as_the_url_or_the_server_says(string name, string disposition, string called)
    {
        await using var server = new RawHttpServer(head => Answer(
            200, head.StartsWith("HEAD", StringComparison.Ordinal) ? "" : "content", $"Content-Disposition: {disposition}\r\n"));
        string into = _directory.AddDirectory("into");

        ExitCode code = await _host.RunAsync("get", server.Url(name), "-o", into + "/", "--no-verify");

        Assert.Equal((ExitCode.Done, ""), (code, _host.Error));
        Assert.Equal([called], Directory.GetFiles(into).Select(Path.GetFileName));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Server_without_head_is_asked_for_the_file_all_the_same()
    {
        await using var server = new RawHttpServer(head => head.StartsWith("HEAD", StringComparison.Ordinal)
            ? Answer(405, "", "")
            : Answer(200, "content", ""));

        ExitCode code = await _host.RunAsync("get", server.Url("d?id=5"), "-o", _directory.Path + "/", "--no-verify");

        Assert.Equal((ExitCode.Done, ""), (code, _host.Error));
        Assert.Equal("content", File.ReadAllText(_directory.At("d")));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(false), InlineData(true)]
    public async Task Nothing_here_gives_way_for_a_name_that_the_server_has_chosen(bool isLink)
    {
        await using var server = new RawHttpServer(
            _ => Answer(200, "evil", "Content-Disposition: attachment; filename=Makefile\r\n"));
        string mine = _directory.AddFile("mine", "mine"u8);
        string there = isLink ? File.CreateSymbolicLink(_directory.At("Makefile"), mine).FullName : _directory.AddFile("Makefile", "mine"u8);

        ExitCode code = await _host.RunAsync("get", server.Url("d?x"), "-o", _directory.Path + "/", "--no-verify");

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("the server calls it Makefile, and that is here already", _host.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(there));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("into/", ExitCode.PeerFailed), InlineData("page.html", ExitCode.Done)]
    public async Task Page_of_a_directory_is_fetched_only_where_a_file_is_named(string output, object code)
    {
        _directory.AddDirectory("into");
        await using var server = new RawHttpServer(head => head.Contains(" /blog/ ", StringComparison.Ordinal)
            ? Answer(200, head.StartsWith("HEAD", StringComparison.Ordinal) ? "" : "page", "")
            : Answer(301, "", "Location: /blog/\r\n"));

        Assert.Equal(code, await _host.RunAsync("get", server.Url("blog"), "-o", _directory.At(output), "--no-verify"));
        Assert.Equal(ExitCode.Done, await _host.RunAsync("stat", server.Url("blog"), "--no-sum", "--json"));

        Assert.Contains("directory", _host.Out, StringComparison.Ordinal);
        Assert.Equal((ExitCode)code == ExitCode.Done, File.Exists(_directory.At("page.html")));
    }

    [Fact]
    public async Task Field_is_for_HTTP_alone()
    {
        Assert.Equal(
            ExitCode.Usage, await _host.RunAsync("get", "tcp://127.0.0.1:1/x", "--header", "X: y", "-o", _directory.At("got")));

        Assert.Contains("--header is for http:// and https://", _host.Error, StringComparison.Ordinal);
    }

    private static string Answer(int status, string body, string fields) =>
        $"HTTP/1.1 {status} x\r\n{fields}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";
}
