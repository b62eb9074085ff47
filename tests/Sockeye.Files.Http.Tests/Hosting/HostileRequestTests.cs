using System.Net;
using Sockeye.Files.Access;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Http.Tests.Hosting;

/// <summary>
/// Requests that nobody sends by mistake. What Kestrel refuses is here as well: it is our server that refuses.
/// </summary>
public sealed class HostileRequestTests
{
    [Theory]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3, 3\r\n\r\nabc")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nx\r\nabc\r\n0\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n0\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nA: b\r\n folded\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\n\r\n")]
    [InlineData("GET  /a HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a b HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a\r\nHost: x\r\n\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\nabc")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: -0\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0x3\r\n\r\nabc")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;\r\nabc\r\n0\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;a\0b\r\nabc\r\n0\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\"\0\"\r\nabc\r\n0\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n+3\r\nabc\r\n0\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nA[: b\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nA[b: c\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nA\u00e9: c\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\n: c\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nA: b\u0001c\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\nA: b\u007fc\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost:\r\n\r\n")]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /a%0d%0aSet-Cookie:%20x=1 HTTP/1.1\r\nHost: x\r\n\r\n")]
    public async Task Request_that_breaks_the_rules_is_refused_and_ends_the_connection_or_is_answered_once(string request)
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        string answer = await bench.TalkAsync(request);

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Single(answer.Split("HTTP/1.1 ")[1..]);
        Assert.Empty(Directory.GetFiles(bench.Folder.At("root")));
    }

    [Theory]
    [InlineData("\u00e9"), InlineData("\u0085"), InlineData("\u2028"), InlineData("a\tb")]
    public async Task Query_comes_back_in_no_field_as_it_is(string query)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Folder.AddDirectory("root/d");

        string answer = await bench.TalkAsync($"GET /d?{query} HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (400|308)", answer);
    }

    [Fact]
    public async Task Overlong_target_field_and_number_of_fields_are_refused()
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        string target = await bench.TalkAsync($"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: x\r\n\r\n");
        string field = await bench.TalkAsync($"GET / HTTP/1.1\r\nHost: x\r\nA: {new string('a', 40_000)}\r\n\r\n");
        string fields = await bench.TalkAsync(
            $"GET / HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Repeat("A: b\r\n", 200))}\r\n");
        string name = await bench.TalkAsync($"GET /{new string('a', 300)} HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 414", target, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", field, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", fields, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunks_with_extensions_are_taken_however_they_are_cut()
    {
        const string body = "5;na=\"v;w\" ; me=x\r\nhello\r\n0;last\r\nTrailer: x\r\n\r\n";
        for (int cut = 1; cut < body.Length; cut++)
        {
            await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Rights = Rights.All });
            await using StreamConnection connection = await bench.ConnectAsync();
            await connection.SendAsync("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            await connection.SendAsync(body[..cut]);
            await connection.SendAsync(body[cut..]);

            Assert.StartsWith("HTTP/1.1 201", await connection.ReadTextToEndAsync(), StringComparison.Ordinal);
            Assert.Equal("hello", File.ReadAllText(bench.Folder.At("root/a")));
        }
    }

    [Fact]
    public async Task No_name_of_the_corpus_shows_the_secret()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        TraversalCorpus.Plant(bench.Folder);
        IEnumerable<string> names =
            [.. TraversalCorpus.BadNames, .. TraversalCorpus.HarmlessNames, .. TraversalCorpus.PlantedNames];

        foreach (string name in names)
        {
            foreach (string target in new[] { name, Escaped(name), Escaped(Escaped(name)) })
            {
                string answer = await bench.TalkAsync($"GET /{Latin(target)} HTTP/1.1\r\nHost: x\r\n\r\n");
                Assert.DoesNotContain(TraversalCorpus.Secret, answer, StringComparison.Ordinal);
                Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;n=v;q=\"a\\\"b\";x\r\nabc\r\n0;y\r\nT: t\r\n\r\n")]
    [InlineData("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0003\r\nA: \u00e9\tb\r\n\r\nabc")]
    [InlineData("\r\nPUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: \t3 \r\n\r\nabc")]
    public async Task Request_that_keeps_the_rules_is_taken(string request)
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        Assert.StartsWith("HTTP/1.1 201", await bench.TalkAsync(request), StringComparison.Ordinal);
        Assert.Equal("abc", bench.Read("a"));
    }

    [Theory, InlineData(1), InlineData(3), InlineData(1_000)]
    public async Task What_came_before_a_request_that_breaks_the_rules_is_answered(int pieceBytes)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        await using StreamConnection connection = await bench.ConnectAsync();
        const string all = "PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
            + "GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\nA[b: c\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n";
        foreach (char[] piece in all.Chunk(pieceBytes))
            await connection.SendAsync(new string(piece));

        string answers = await connection.ReadTextToEndAsync();

        Assert.Equal(["201", "200", "400"], answers.Split("HTTP/1.1 ")[1..].Select(answer => answer[..3]));
    }

    [Fact]
    public async Task Two_requests_at_once_are_answered_in_order()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a", "first");
        bench.Add("b", "second");

        string answers = await bench.TalkAsync(
            "GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.Equal(2, answers.Split("HTTP/1.1 200").Length - 1);
        Assert.True(
            answers.IndexOf("first", StringComparison.Ordinal) < answers.IndexOf("second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stopping_ends_a_connection_that_waits_and_lets_a_request_end()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("big", new string('x', 1_000_000));
        await using StreamConnection waiting = await bench.ConnectAsync();
        await waiting.SendAsync("GET /-/healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        await waiting.ReadTextAsync(15);
        await using StreamConnection reading = await bench.ConnectAsync();
        await reading.SendAsync("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
        string start = await reading.ReadTextAsync(15);

        Task<Sockeye.Serving.ServeOutcome> stopping = bench.StopAsync();
        await waiting.ReadToEndAsync();
        byte[] rest = await reading.ReadToEndAsync();

        Assert.Equal(Sockeye.Serving.ServeOutcome.Drained, await stopping);
        Assert.Equal("HTTP/1.1 200 OK", start);
        Assert.InRange(rest.Length, 1_000_000, 1_001_000);
    }

    [Fact]
    public async Task To_a_reader_that_stopped_no_more_is_sent_than_fits_on_the_way()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Folder.AddFile("root/big", new byte[50_000_000]);
        await using StreamConnection slow = await bench.ConnectAsync();
        await slow.SendAsync("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
        await slow.ReadTextAsync(15);

        Assert.InRange(bench.Transfers.UnderWay.Single().Moved, 0, 2 * 1024 * 1024);
    }

    [Fact]
    public async Task File_that_became_shorter_breaks_the_connection_off()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string path = bench.Folder.AddFile("root/big", new byte[4_000_000]);
        await using StreamConnection reader = await bench.ConnectAsync();
        await reader.SendAsync("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
        await reader.ReadTextAsync(15);
        using (FileStream file = File.OpenWrite(path))
            file.SetLength(1_000_000);

        await Assert.ThrowsAsync<TransportException>(() => reader.ReadToEndAsync());

        Assert.Equal("cut-off", (await bench.NextRecordAsync()).Result);
    }

    [Theory]
    [InlineData("/-/healthz", HttpStatusCode.OK), InlineData("/-/metrics", HttpStatusCode.OK)]
    [InlineData("/-/style.css", HttpStatusCode.NotFound), InlineData("/-/upload/x", HttpStatusCode.NotFound)]
    public async Task What_is_ours_below_the_dash_is_never_a_file(string path, HttpStatusCode expected)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("-/upload/x", "x");
        bench.Add("-/healthz", "x");
        bench.Add("-/metrics", "x");

        using HttpResponseMessage answer = await bench.SendAsync("GET", path);

        Assert.Equal(expected, answer.StatusCode);
        Assert.NotEqual("x", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task File_that_is_called_dash_is_a_file()
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        using HttpResponseMessage put = await bench.SendAsync("PUT", "/-", new StringContent("dash"));
        using HttpResponseMessage got = await bench.SendAsync("GET", "/-");
        using HttpResponseMessage deleted = await bench.SendAsync("DELETE", "/-");

        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal("dash", await got.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Fact]
    public async Task Directory_that_is_called_dash_is_a_directory()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("-/a.txt", "in it");
        bench.Add("-/-", "dash in dash");

        using HttpResponseMessage elsewhere = await bench.SendAsync("GET", "/-");
        string page = await bench.Client.GetStringAsync("/-/?json");

        Assert.Equal("/-/", elsewhere.Headers.Location!.OriginalString);
        Assert.Contains("a.txt", page, StringComparison.Ordinal);
        Assert.Equal("in it", await bench.Client.GetStringAsync("/-/a.txt"));
        Assert.Equal("dash in dash", await bench.Client.GetStringAsync("/-/-"));
    }

    [Fact]
    public async Task Metrics_are_openmetrics_of_this_server_alone()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        await bench.TalkAsync("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        string text = await bench.Client.GetStringAsync("/-/metrics");

        Assert.Contains("# TYPE sockeye_connections_accepted counter\n", text, StringComparison.Ordinal);
        Assert.Matches("sockeye_connections_accepted_total\\{service=\"http\"\\} 2\n", text);
        Assert.Contains("# TYPE sockeye_connections_active gauge\n", text, StringComparison.Ordinal);
        Assert.Matches("sockeye_connections_active\\{service=\"http\"\\} 1\n", text); // this one
        Assert.Matches("sockeye_connections_ended_total\\{service=\"http\"\\} 1\n", text); // no error: no type of it
        Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal);
    }

    private static string Escaped(string name) =>
        string.Concat(System.Text.Encoding.UTF8.GetBytes(name).Select(b => $"%{b:x2}"));

    private static string Latin(string target) => target.Replace("\r", "", StringComparison.Ordinal).Replace(
        "\n", "", StringComparison.Ordinal);
}
