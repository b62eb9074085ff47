using Sockeye.Cli.Ending;
using Sockeye.Testing;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Tests.Remote;

/// <summary>Our client and HTTP servers that mean ill, or are cut.</summary>
public sealed class HostileHttpTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeHost _host = new();

    public void Dispose()
    {
        _host.Dispose();
        _directory.Dispose();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Listing_that_stands_still_ends()
    {
        await using var server = new RawHttpServer(
            _ => "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[", staysOpen: true);

        Assert.Equal(ExitCode.TimedOut, await _host.RunAsync("ls", server.Url(""), "--timeout", "200ms", "--retries", "0"));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Body_without_a_length_that_is_cut_inside_tls_is_no_file()
    {
        TlsIdentity identity = TlsIdentity.LoadOrCreate(_directory.AddDirectory("server"), TimeProvider.System);
        await using var server = new RawHttpServer( // it closes without close_notify
            _ => "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhalf of i", identity);

        ExitCode code = await _host.RunAsync(
            "get", server.Url("f"), "-o", _directory.At("got"), "--pin", identity.Fingerprint, "--retries", "0");

        Assert.Equal(ExitCode.PeerFailed, code);
        Assert.False(File.Exists(_directory.At("got")));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Server_that_does_not_speak_tls_is_told_from_one_that_is_away()
    {
        await using var server = new RawHttpServer(_ => "HTTP/1.1 400 Bad Request\r\n\r\n", endOfHead: "");

        ExitCode code = await _host.RunAsync("ls", server.Url("").Replace("http:", "https:", StringComparison.Ordinal));

        Assert.Equal(ExitCode.PeerFailed, code);
        Assert.Contains("the TLS handshake failed", _host.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData("got"), InlineData("-")]
    public async Task Part_that_nobody_asked_for_is_not_the_file(string output)
    {
        await using var server = new RawHttpServer(
            _ => "HTTP/1.1 206 Partial\r\nContent-Range: bytes 2-4/5\r\nContent-Length: 3\r\nConnection: close\r\n\r\ncde");

        ExitCode code = await _host.RunAsync(
            "get", server.Url("f"), "-o", output == "-" ? output : _directory.At(output), "--retries", "0", "--no-verify");

        Assert.Equal(ExitCode.PeerFailed, code);
        Assert.Contains("the server sent a part of the file, and the whole was asked for", _host.Error, StringComparison.Ordinal);
        Assert.Empty(_directory.Names());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Other_part_than_was_asked_for_is_not_put_behind_the_first()
    {
        _directory.AddFile("got.part", "abc"u8);
        await using var server = new RawHttpServer(head =>
            head.Contains("Range:", StringComparison.Ordinal)
                ? "HTTP/1.1 206 Partial\r\nETag: \"1\"\r\nContent-Range: bytes 1-2/5\r\nContent-Length: 2\r\nConnection: close\r\n\r\nbc"
                : "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 5\r\nConnection: close\r\n\r\n"
                    + (head.StartsWith("HEAD", StringComparison.Ordinal) ? "" : "abcde"));

        await _host.RunAsync("get", server.Url("f"), "-o", _directory.At("got"), "--retries", "0");

        Assert.Equal("abcde", await File.ReadAllTextAsync(_directory.At("got")));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Rest_of_another_version_is_not_put_behind_the_first()
    {
        const string Old = "ETag: \"1\"\r\n";
        const string New = "ETag: \"2\"\r\n";
        bool isNew = false;
        await using var server = new RawHttpServer(head =>
        {
            if (head.StartsWith("HEAD", StringComparison.Ordinal))
                return $"HTTP/1.1 200 OK\r\n{(isNew ? New : Old)}Content-Length: 13\r\nConnection: close\r\n\r\n";

            bool isRest = head.Contains("Range: bytes=5-", StringComparison.Ordinal);
            isNew |= isRest; // from now on
            if (isRest) // and If-Range is not heeded
                return $"HTTP/1.1 206 Partial\r\n{New}Content-Range: bytes 5-12/13\r\nContent-Length: 8\r\nConnection: close\r\n\r\n version";
            return isNew
                ? $"HTTP/1.1 200 OK\r\n{New}Content-Length: 13\r\nConnection: close\r\n\r\nother version"
                : $"HTTP/1.1 200 OK\r\n{Old}Content-Length: 13\r\nConnection: close\r\n\r\nfirst";
        });
        await _host.RunAsync("get", server.Url("f"), "-o", _directory.At("got"), "--retries", "0");
        Assert.Equal("first", await File.ReadAllTextAsync(_directory.At("got.part")));

        using var again = new FakeHost();
        Assert.Equal(
            ExitCode.Done, await again.RunAsync("get", server.Url("f"), "-o", _directory.At("got"), "--retries", "0"));

        Assert.Equal("other version", await File.ReadAllTextAsync(_directory.At("got")));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("""[{"name":"a","type":"file","size":9223372036854775807},{"name":"b","type":"file","size":9223372036854775807}]""")]
    [InlineData("""[{"name":"a","type":"file","size":-1}]""")]
    [InlineData("""[{"name":"a","type":"file","size":1},{"name":"a","type":"directory"}]""")]
    [InlineData("""[{"name":"../a","type":"file","size":1}]""")]
    [InlineData("""[{"name":"\u0000","type":"file","size":1}]""")]
    public async Task Listing_that_makes_no_sense_fails_as_what_it_is(string listing)
    {
        await using var server = new RawHttpServer(head => head.StartsWith("GET / ", StringComparison.Ordinal)
            ? $"HTTP/1.1 200 OK\r\nContent-Length: {listing.Length}\r\nConnection: close\r\n\r\n{listing}"
            : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        _directory.AddDirectory("copy");
        string mine = _directory.AddFile("copy/mine", "m"u8);

        ExitCode code = await _host.RunAsync("sync", "--delete", server.Url(""), _directory.At("copy"), "--retries", "0");

        Assert.Equal(ExitCode.PeerFailed, code);
        Assert.Equal(["mine"], Directory.GetFileSystemEntries(_directory.At("copy")).Select(Path.GetFileName));
        Assert.True(File.Exists(mine));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Password_from_standard_input_is_for_all_urls()
    {
        await using var server = new RawHttpServer(
            _ => "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        using var host = new FakeHost { Input = new MemoryStream("hush\n"u8.ToArray()) };

        Assert.Equal(ExitCode.Done, await host.RunAsync(
            "rm", server.Url("a"), server.Url("b"), "-u", "alice", "--password-file", "-"));
        Assert.Equal(2, server.Heads.Count(head => head.Contains("YWxpY2U6aHVzaA==", StringComparison.Ordinal)));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Upload_goes_on_with_a_server_whose_address_is_written_out()
    {
        await using var server = new RawHttpServer(head =>
            head.StartsWith("OPTIONS", StringComparison.Ordinal)
                ? "HTTP/1.1 204 No Content\r\nUpload-Limit: max-size=9999999\r\nConnection: close\r\n\r\n"
            : head.StartsWith("PUT", StringComparison.Ordinal)
                ? "HTTP/1.1 201 Created\r\nLocation: /uploads/1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                : "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        string file = _directory.AddFile("f", new byte[300_000]);

        await _host.RunAsync("put", file, server.Url("f", "[0:0:0:0:0:0:0:1]"), "--retries", "0");

        Assert.DoesNotContain("does not say where", _host.Error, StringComparison.Ordinal);
    }
}
