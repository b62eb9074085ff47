using Microsoft.AspNetCore.Http;
using Sockeye.Http.Answers;
using Sockeye.Http.Routes;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;
using Endpoint = Sockeye.Transports.Endpoint;

namespace Sockeye.Http.Tests.Routes;

/// <summary>A site without a folder, over the memory network.</summary>
public sealed class EndpointTests : IAsyncDisposable
{
    private static readonly Endpoint Address = Endpoint.Tcp("site", 80);

    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryNetwork _network = new(TimeProvider.System);
    private readonly List<EndReason> _ended = [];
    private readonly HttpHandler _handler = new(
        new HttpSite(
            new Route("/greeting", new ReadEndpoint(GreetAsync)),
            new Route("/fails", new ReadEndpoint(_ => throw new InvalidOperationException("of the endpoint"))),
            new Route("/fails-late", new ReadEndpoint(FailLateAsync)),
            new Route("/turns", new Turning())),
        new HttpOptions { HostNames = ["site"] });

    private Task<ServeOutcome>? _serving;

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("GET /greeting", "200 OK", "hello\n")]
    [InlineData("HEAD /greeting", "200 OK", "")]
    [InlineData("POST /greeting", "405 Method Not Allowed", "This can only be read.\n")]
    [InlineData("GET /elsewhere", "404 Not Found", "There is nothing of that name.\n")]
    [InlineData("OPTIONS *", "404 Not Found", "There is nothing of that name.\n")]
    [InlineData("GET /fails", "500 Internal Server Error", "This has failed; it is our fault.\n")]
    public async Task Requests_go_to_their_route_and_failures_are_told(string request, string status, string content)
    {
        string answer = await AskAsync($"{request} HTTP/1.1\r\nHost: site\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith($"\r\n\r\n{content}", answer, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff\r\n", answer, StringComparison.Ordinal);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("GET /elsewhere<b>", "404 Not Found"), InlineData("GET /fails", "500 Internal Server Error")]
    [InlineData("POST /greeting", "405 Method Not Allowed"), InlineData("GET /%2e%2e/", "400 Bad Request")]
    public async Task Failures_are_pages_for_browsers(string request, string status)
    {
        string answer = await AskAsync(
            $"{request} HTTP/1.1\r\nHost: site\r\nAccept: text/html,*/*;q=0.8\r\nConnection: close\r\n\r\n");
        string style = answer.Split("rel=\"stylesheet\" href=\"")[1].Split('"')[0];
        string icon = answer.Split("href=\"")[1].Split('"')[0];

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/html; charset=utf-8\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("style-src 'self';", answer, StringComparison.Ordinal);
        Assert.Contains($"<title>{status[4..]}</title>", answer, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/\">", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", answer, StringComparison.Ordinal);
        foreach ((string asset, string type) in ((string, string)[])[(style, "text/css"), (icon, "image/svg+xml")])
        {
            string loaded = await AskAsync($"GET {asset} HTTP/1.1\r\nHost: site\r\nConnection: close\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", loaded, StringComparison.Ordinal);
            Assert.Contains($"Content-Type: {type}", loaded, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task What_fails_in_the_middle_of_its_answer_is_broken_off()
    {
        await using StreamConnection connection = await ConnectAsync();
        await connection.SendAsync("GET /fails-late HTTP/1.1\r\nHost: site\r\n\r\n");

        await Assert.ThrowsAnyAsync<IOException>(connection.ReadTextToEndAsync);
        await _stop.CancelAsync();
        await _serving!;
        Assert.Equal([EndReason.LocalFailure], _ended);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Connection_can_go_on_in_another_protocol()
    {
        await using StreamConnection connection = await ConnectAsync();
        await connection.SendAsync("GET /turns HTTP/1.1\r\nHost: site\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
        string head = await connection.ReadTextAsync("HTTP/1.1 101 ".Length);

        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head += await connection.ReadTextAsync(1);

        Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
        foreach (string piece in (string[])["no line", "\0neither", "a: \0\n", "GET / HTTP/1.1\nTransfer-Encoding: x\n\n", "end"])
        {
            await connection.SendAsync(piece);
            Assert.Equal(piece, await connection.ReadTextAsync(piece.Length));
        }

        await connection.CompleteOutputAsync();
        Assert.Equal("", await connection.ReadTextToEndAsync());
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("POST /greeting", "", "HTTP/1.1 403 ")]
    [InlineData("GET /turns", "Connection: Upgrade\r\nUpgrade: echo\r\n", "HTTP/1.1 403 ")]
    [InlineData("GET /greeting", "", "HTTP/1.1 200 ")]
    public async Task Pages_of_other_sites_can_read_and_nothing_else(string request, string fields, string expected)
    {
        string answer = await AskAsync(
            $"{request} HTTP/1.1\r\nHost: site\r\nOrigin: http://evil.example\r\n{fields}Content-Length: 0\r\n\r\n");

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_serving is not null)
            await _serving;
        await _handler.DisposeAsync();
        _stop.Dispose();
    }

    private static Task GreetAsync(SiteRequest request) =>
        Answer.TextAsync(request.Response, StatusCodes.Status200OK, "hello");

    private static async Task FailLateAsync(SiteRequest request)
    {
        request.Response.ContentLength = 100;
        await request.Response.Body.WriteAsync("the beginning"u8.ToArray());
        await request.FlushAsync();
        throw new InvalidOperationException("of the endpoint");
    }

    private async Task<string> AskAsync(string request)
    {
        await using StreamConnection connection = await ConnectAsync();
        await connection.SendAsync(request);
        await connection.CompleteOutputAsync();
        return await connection.ReadTextToEndAsync();
    }

    private async Task<StreamConnection> ConnectAsync()
    {
        _serving ??= Serve(await _network.ListenAsync(Address));
        return await _network.ConnectAsync(Address);
    }

    private Task<ServeOutcome> Serve(IStreamListener listener)
    {
        var context = new ServerContext { Service = "http", OnServed = served => _ended.Add(served.Reason) };
        return new StreamServer(listener, _handler, new ServeOptions(), context).RunAsync(_stop.Token);
    }

    /// <summary>Leaves HTTP, and says again what it hears.</summary>
    private sealed class Turning : IHttpEndpoint
    {
        public async Task AnswerAsync(SiteRequest request)
        {
            request.Response.Headers.Upgrade = "echo";
            var upgrade = request.Http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpUpgradeFeature>()!;
            await using Stream stream = await upgrade.UpgradeAsync();
            await stream.CopyToAsync(stream, request.Cancel);
        }
    }
}
