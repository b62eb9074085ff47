using System.Text;
using Sockeye.Cli.Ending;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Remote;

/// <summary>What our client asks an HTTP server, request by request: nothing twice.</summary>
public sealed class HttpRequestsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeHost _host = new();

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Fetch_asks_for_the_file_and_then_for_its_sum()
    {
        await using RawHttpServer server = Serve("abcde");

        Assert.Equal(ExitCode.Done, await GetAsync(server));

        Assert.Equal(["GET", "HEAD sum"], Asked(server));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Resumed_fetch_asks_for_the_rest_without_a_question_before()
    {
        await using RawHttpServer server = Serve("abcde", cutsFirstAt: 2);
        await GetAsync(server);

        Assert.Equal(ExitCode.Done, await GetAsync(server));

        Assert.Equal(["GET", "GET from 2 if \"1\"", "HEAD sum"], Asked(server));
        Assert.Equal("abcde", await File.ReadAllTextAsync(_directory.At("got")));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Fetch_that_was_whole_asks_for_its_end_and_its_sum()
    {
        await using RawHttpServer server = Serve("abcde", cutsFirstAt: 5, promised: 6);
        await GetAsync(server);

        Assert.Equal(ExitCode.Done, await GetAsync(server));

        Assert.Equal(["GET", "GET from 5 if \"1\"", "HEAD sum"], Asked(server));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Part_that_nobody_can_know_is_not_asked_about()
    {
        _directory.AddFile("got.part", "abc"u8); // of no version
        await using RawHttpServer server = Serve("abcde");

        Assert.Equal(ExitCode.Done, await GetAsync(server));

        Assert.Equal(["GET", "HEAD sum"], Asked(server));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Store_sends_the_file_and_asks_for_what_became_of_it()
    {
        await using RawHttpServer server = Serve("abcde");
        string file = _directory.AddFile("f", "abcde"u8);

        Assert.Equal(ExitCode.Done, await _host.RunAsync("put", file, server.Url("f")));

        Assert.Equal(["PUT", "HEAD sum"], Asked(server));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("a;y=1", "/a;y=1"), InlineData("a+b", "/a+b"), InlineData("a@b:c,d=$", "/a@b:c,d=$"), InlineData("a%3Fb", "/a%3Fb")]
    [InlineData("a#section", "/a"), InlineData("a?x=y#section", "/a?x=y"), InlineData("ü b", "/%C3%BC%20b")]
    public async Task Path_is_asked_for_as_it_is_written(string path, string target)
    {
        await using RawHttpServer server = Serve("abcde");

        await _host.RunAsync("get", server.Url(path), "-o", _directory.At("got"), "--no-verify");

        Assert.StartsWith($"GET {target} HTTP/1.1\r\n", server.Heads.First(), StringComparison.Ordinal);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Field_that_is_given_twice_is_sent_twice()
    {
        await using RawHttpServer server = Serve("abcde");

        await _host.RunAsync("get", server.Url("f"), "-o", "-", "--header", "X-T: a", "--header", "X-T: b", "--no-verify");

        Assert.Matches("(?s)X-T: a(, |\r\nX-T: )b\r\n", server.Heads.First());
    }

    private Task<ExitCode> GetAsync(RawHttpServer server) =>
        _host.RunAsync("get", server.Url("f"), "-o", _directory.At("got"), "--retries", "0");

    /// <param name="content">The file.</param>
    /// <param name="cutsFirstAt">How much of the whole is sent before it is cut; null for all of it.</param>
    /// <param name="promised">How much is promised then.</param>
    private static RawHttpServer Serve(string content, int? cutsFirstAt = null, int? promised = null) => new(head =>
    {
        const string Fields = "ETag: \"1\"\r\nConnection: close\r\n";
        string digest = $"Repr-Digest: {DigestField.Format(Sha256Sum.Of(Encoding.UTF8.GetBytes(content)))}\r\n";
        int from = Line(head, "Range: bytes=") is { } range ? int.Parse(range.TrimEnd('-')) : 0;
        if (head.StartsWith("PUT", StringComparison.Ordinal))
            return $"HTTP/1.1 201 Created\r\n{Fields}Content-Length: 0\r\n\r\n";
        if (head.StartsWith("HEAD", StringComparison.Ordinal))
            return $"HTTP/1.1 200 OK\r\n{Fields}{digest}Content-Length: {content.Length}\r\n\r\n";
        if (from == 0)
            return $"HTTP/1.1 200 OK\r\n{Fields}Content-Length: {promised ?? content.Length}\r\n\r\n"
                + content[..(cutsFirstAt ?? content.Length)];
        return from < content.Length
            ? $"HTTP/1.1 206 Partial\r\n{Fields}Content-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\n"
                + $"Content-Length: {content.Length - from}\r\n\r\n{content[from..]}"
            : $"HTTP/1.1 416 No More\r\n{Fields}Content-Range: bytes */{content.Length}\r\nContent-Length: 0\r\n\r\n";
    });

    private static IEnumerable<string> Asked(RawHttpServer server) => server.Heads.Select(head =>
        head.Split(' ')[0]
        + (Line(head, "Range: bytes=") is { } range ? $" from {range.TrimEnd('-')}" : "")
        + (Line(head, "If-Range: ") is { } version ? $" if {version}" : "")
        + (Line(head, "Want-Repr-Digest: ") is null ? "" : " sum"));

    private static string? Line(string head, string field) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal))?[field.Length..];
}
