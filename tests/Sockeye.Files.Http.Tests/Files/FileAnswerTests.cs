using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Sockeye.Files.Access;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Http.Tests.Files;

public sealed class FileAnswerTests
{
    private const string Text = "0123456789";

    [Fact]
    public async Task Whole_file_with_what_is_known_of_it()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", Text);

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/a.txt");

        Assert.Equal(Text, await answer.Content.ReadAsStringAsync());
        Assert.Equal($"\"{Sha256Sum.Of(Encoding.ASCII.GetBytes(Text))}\"", answer.Headers.ETag!.ToString());
        Assert.Equal("bytes", answer.Headers.AcceptRanges.Single());
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(10, answer.Content.Headers.ContentLength);
        Assert.Contains("get", bench.Log.Select(record => record.Action));
    }

    [Fact]
    public async Task Head_has_the_fields_and_no_content()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", Text);

        using HttpResponseMessage answer = await bench.SendAsync("HEAD", "/a.txt");

        Assert.Equal(10, answer.Content.Headers.ContentLength);
        Assert.NotNull(answer.Headers.ETag);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("bytes=-1", HttpStatusCode.OK), InlineData("bytes=0-", HttpStatusCode.RequestedRangeNotSatisfiable)]
    public async Task Part_of_nothing(string range, HttpStatusCode expected)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("empty.txt", "");

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/empty.txt", null, ("Range", range));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK, answer.Content.Headers.ContentRange is null);
    }

    [Theory]
    [InlineData("bytes=2-4", "234", "bytes 2-4/10")]
    [InlineData("bytes=-2", "89", "bytes 8-9/10")]
    [InlineData("bytes=0-3,2-5", "012345", "bytes 0-5/10")]
    public async Task One_part(string range, string expected, string contentRange)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", Text);

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/a.txt", null, ("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        Assert.Equal(contentRange, answer.Content.Headers.ContentRange!.ToString());
    }

    [Fact]
    public async Task Several_parts_in_one_answer_of_the_length_that_was_told()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", Text);

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/a.txt", null, ("Range", "bytes=0-1,8-9"));
        string content = await answer.Content.ReadAsStringAsync();

        string boundary = "--" + answer.Content.Headers.ContentType!.Parameters.Single().Value;
        Assert.Equal("multipart/byteranges", answer.Content.Headers.ContentType.MediaType);
        string[] parts = content.Split(boundary);
        Assert.Equal(4, parts.Length);
        Assert.EndsWith("bytes 0-1/10\r\n\r\n01\r\n", parts[1], StringComparison.Ordinal);
        Assert.EndsWith("bytes 8-9/10\r\n\r\n89\r\n", parts[2], StringComparison.Ordinal);
        Assert.Equal("--\r\n", parts[3]);
        Assert.Equal(content.Length, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Part_beyond_the_end_tells_the_length()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", Text);

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/a.txt", null, ("Range", "bytes=10-"));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal("bytes */10", answer.Content.Headers.ContentRange!.ToString());
    }

    [Fact]
    public async Task Part_of_another_state_is_the_whole_of_this_one()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", Text);

        using HttpResponseMessage answer = await bench.SendAsync(
            "GET", "/a.txt", null, ("Range", "bytes=2-4"), ("If-Range", "\"old\""));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Text, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_the_client_has_is_not_sent_again()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", Text);
        using HttpResponseMessage first = await bench.SendAsync("GET", "/a.txt");

        using HttpResponseMessage byTag = await bench.SendAsync(
            "GET", "/a.txt", null, ("If-None-Match", first.Headers.ETag!.ToString()));
        using HttpResponseMessage byTime = await bench.SendAsync(
            "GET", "/a.txt", null,
            ("If-Modified-Since", first.Content.Headers.LastModified!.Value.ToString(
                "R", CultureInfo.InvariantCulture)));

        Assert.Equal(HttpStatusCode.NotModified, byTag.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, byTime.StatusCode);
        Assert.Equal(first.Headers.ETag, byTag.Headers.ETag);
    }

    [Fact]
    public async Task Long_file_is_not_summed_for_its_tag_but_for_a_wanted_digest()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string content = new('x', 300_000);
        bench.Add("long", content);

        using HttpResponseMessage plain = await bench.SendAsync("GET", "/long");
        using HttpResponseMessage wanted = await bench.SendAsync(
            "GET", "/long", null, ("Want-Repr-Digest", "sha-256=5"));

        Assert.True(plain.Headers.ETag!.IsWeak);
        Assert.False(plain.Headers.Contains("Repr-Digest"));
        Assert.Equal(
            DigestField.Format(Sha256Sum.Of(Encoding.ASCII.GetBytes(content))), wanted.Headers.GetValues("Repr-Digest").Single());
        Assert.Equal(content, await wanted.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Megabytes_arrive_as_they_are()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        byte[] content = new byte[5_000_001];
        new Random(1).NextBytes(content);
        bench.Folder.AddFile("root/big.bin", content);

        byte[] whole = await bench.Client.GetByteArrayAsync("/big.bin");
        using HttpResponseMessage part = await bench.SendAsync(
            "GET", "/big.bin", null, ("Range", "bytes=1000-3000000"));

        Assert.Equal(Sha256Sum.Of(content), Sha256Sum.Of(whole));
        Assert.Equal(
            Sha256Sum.Of(content.AsSpan(1000, 2_999_001)), Sha256Sum.Of(await part.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task Text_is_compressed_on_the_way()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string content = string.Concat(Enumerable.Repeat("all the same ", 1000));
        bench.Add("a.txt", content);

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/a.txt", null, ("Accept-Encoding", "gzip"));

        Assert.Equal("gzip", answer.Content.Headers.ContentEncoding.Single());
        Assert.True(answer.Headers.ETag!.IsWeak);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        await using var gunzipped = new GZipStream(
            await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(content, await new StreamReader(gunzipped).ReadToEndAsync());
    }

    [Fact]
    public async Task Compressed_file_beside_it_is_sent_unless_it_is_older()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", new string('a', 2000));
        string beside = bench.Add("a.txt.br", "ready");

        using HttpResponseMessage newer = await bench.SendAsync("GET", "/a.txt", null, ("Accept-Encoding", "br"));
        File.SetLastWriteTimeUtc(beside, DateTime.UnixEpoch);
        using HttpResponseMessage older = await bench.SendAsync("GET", "/a.txt", null, ("Accept-Encoding", "br"));

        Assert.Equal("ready", await newer.Content.ReadAsStringAsync());
        Assert.Equal("br", newer.Content.Headers.ContentEncoding.Single());
        Assert.NotEqual("ready", await older.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Compressed_file_that_others_may_add_does_not_stand_for_one_they_may_not_replace()
    {
        await using FolderBench bench = await FolderBench.StartAsync(new() { Rights = Rights.Read | Rights.Write });
        string content = new('a', 2000);
        bench.Add("a.txt", content);
        using HttpResponseMessage put = await bench.SendAsync("PUT", "/a.txt.gz", new StringContent("forged"));
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/a.txt", null, ("Accept-Encoding", "gzip"));

        await using var gunzipped = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(content, await new StreamReader(gunzipped).ReadToEndAsync());
    }

    [Fact]
    public async Task Uploaded_page_runs_nothing_and_has_no_origin()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("evil.html", "<script>alert(1)</script>");

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/evil.html");

        Assert.StartsWith(
            "sandbox; default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Directory_without_its_slash_is_elsewhere()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Folder.AddDirectory("root/a b");

        using HttpResponseMessage answer = await bench.SendAsync("GET", "/a%20b?json");

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal("/a%20b/?json", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Without_the_right_to_read_nothing_tells_whether_a_file_is_there()
    {
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Rights = Rights.Write });
        bench.Add("a.txt", Text);

        using HttpResponseMessage there = await bench.SendAsync("GET", "/a.txt");
        using HttpResponseMessage notThere = await bench.SendAsync("GET", "/b.txt");

        Assert.Equal(HttpStatusCode.Forbidden, there.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, notThere.StatusCode);
    }
}
