using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Http;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Http.Tests.Uploads;

public sealed class UploadTests
{
    private const string Partial = UploadFields.PartialUpload;

    [Fact]
    public async Task Upload_goes_on_after_a_cut()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string resource;
        await using (StreamConnection cut = await bench.ConnectAsync())
        {
            resource = await BeginAndWaitAsync(bench, cut);
            cut.Abort(EndReason.Cancelled);
        }

        Assert.Equal("cut-off", (await bench.NextRecordAsync()).Result);

        using HttpResponseMessage asked = await bench.SendAsync("HEAD", resource);
        using HttpResponseMessage rest = await bench.SendAsync(
            "PATCH", resource, Part("456789"), ("Upload-Offset", "4"), ("Upload-Complete", "?1"));
        using HttpResponseMessage after = await bench.SendAsync("HEAD", resource);

        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
        Assert.Equal(
            ("4", "?0", "10"), (Field(asked, "Upload-Offset"), Field(asked, "Upload-Complete"), Field(asked, "Upload-Length")));
        Assert.Equal(HttpStatusCode.Created, rest.StatusCode);
        Assert.Equal("0123456789", bench.Read("a.txt"));
        Assert.Equal(("10", "?1"), (Field(after, "Upload-Offset"), Field(after, "Upload-Complete")));
    }

    [Fact]
    public async Task Upload_that_is_to_replace_nothing_replaces_nothing_after_a_restart_either()
    {
        await using FolderBench before = await FolderBench.StartAsync();
        string resource = await BeginAsync(before, "ab", ("Upload-Complete", "?0"), ("If-None-Match", "*"));
        await before.StopAsync();
        before.Add("a.txt", "came meanwhile");
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Existing = before.Folder });

        using HttpResponseMessage rest = await bench.SendAsync(
            "PATCH", resource, Part("cd"), ("Upload-Offset", "2"), ("Upload-Complete", "?1"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, rest.StatusCode);
        Assert.Equal("came meanwhile", bench.Read("a.txt"));
    }

    [Fact]
    public async Task Upload_in_three_parts_of_unknown_length()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string resource = await BeginAsync(bench, "ab", ("Upload-Complete", "?0"));

        using HttpResponseMessage second = await bench.SendAsync(
            "PATCH", resource, Part("cd"), ("Upload-Offset", "2"), ("Upload-Complete", "?0"));
        Assert.False(bench.Has("a.txt"));
        using HttpResponseMessage third = await bench.SendAsync(
            "PATCH", resource, Part("e"), ("Upload-Offset", "4"), ("Upload-Complete", "?1"));

        Assert.Equal(HttpStatusCode.NoContent, second.StatusCode);
        Assert.Equal(HttpStatusCode.Created, third.StatusCode);
        Assert.Equal("abcde", bench.Read("a.txt"));
    }

    [Fact]
    public async Task Part_at_the_wrong_offset_is_told_the_right_one()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string resource = await BeginAsync(bench, "ab", ("Upload-Complete", "?0"));

        using HttpResponseMessage answer = await bench.SendAsync(
            "PATCH", resource, Part("x"), ("Upload-Offset", "1"), ("Upload-Complete", "?1"));

        using JsonDocument problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(
            "#mismatching-upload-offset", problem.RootElement.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, problem.RootElement.GetProperty("expected-offset").GetInt64());
        Assert.Equal(1, problem.RootElement.GetProperty("provided-offset").GetInt64());
        Assert.Equal("2", Field(answer, "Upload-Offset"));
    }

    [Theory]
    [InlineData("4", 400)] // other than it was told
    [InlineData(null, 400)] // more than it was told
    public async Task Length_that_changes_is_refused(string? length, int status)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string resource = await BeginAsync(bench, "ab", ("Upload-Complete", "?0"), ("Upload-Length", "3"));

        (string, string)[] fields = [("Upload-Offset", "2"), ("Upload-Complete", length is null ? "?1" : "?0")];
        using HttpResponseMessage answer = await bench.SendAsync(
            "PATCH", resource, Part("cd"), length is null ? fields : [.. fields, ("Upload-Length", length)]);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(
            "inconsistent-upload-length", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(bench.Has("a.txt"));
    }

    [Fact]
    public async Task Part_after_the_end_is_refused()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string resource = await BeginAsync(bench, "ab", ("Upload-Complete", "?0"));
        (await bench.SendAsync("PATCH", resource, Part(""), ("Upload-Offset", "2"), ("Upload-Complete", "?1"))).Dispose();

        using HttpResponseMessage more = await bench.SendAsync(
            "PATCH", resource, Part("c"), ("Upload-Offset", "2"), ("Upload-Complete", "?1"));
        using HttpResponseMessage again = await bench.SendAsync(
            "PATCH", resource, Part(""), ("Upload-Offset", "2"), ("Upload-Complete", "?1"));

        Assert.All([more, again], answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
        Assert.All([more, again], answer => Assert.Equal("?1", Field(answer, "Upload-Complete")));
        Assert.Contains("#inconsistent-upload-length", await more.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("#completed-upload", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("ab", bench.Read("a.txt"));
    }

    [Theory]
    [InlineData("HEAD", null, null, 204), InlineData("GET", null, null, 204), InlineData("PUT", null, null, 405)]
    [InlineData("PATCH", "text/plain", "2", 415), InlineData("PATCH", Partial, "x", 400)]
    [InlineData("PATCH", Partial, "1", 409), InlineData("PATCH", Partial, "5", 409), InlineData("PATCH", Partial, "2", 204)]
    public async Task Every_answer_about_an_upload_says_how_far_it_is(
        string method, string? type, string? offset, int status)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string resource = await BeginAsync(bench, "ab", ("Upload-Complete", "?0"), ("Upload-Length", "5"));
        ByteArrayContent? part = type is null ? null : Part("c");
        part?.Headers.ContentType = new MediaTypeHeaderValue(type!);

        using HttpResponseMessage answer = await bench.SendAsync(
            method, resource, part, offset is null ? [] : [("Upload-Offset", offset), ("Upload-Complete", "?0")]);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(method == "PATCH" && status == 204 ? "3" : "2", Field(answer, "Upload-Offset"));
        Assert.Equal(("?0", "5"), (Field(answer, "Upload-Complete"), Field(answer, "Upload-Length")));
        Assert.StartsWith("max-size=", Field(answer, "Upload-Limit"), StringComparison.Ordinal);
    }

    [Theory, InlineData("?1"), InlineData("?0")]
    public async Task Answer_to_the_beginning_says_how_far_it_came(string complete)
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        using HttpResponseMessage answer = await bench.SendAsync(
            "PUT", "/a.txt", new StringContent("abc"), ("Upload-Complete", complete));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(("3", complete), (Field(answer, "Upload-Offset"), Field(answer, "Upload-Complete")));
        Assert.StartsWith("max-size=", Field(answer, "Upload-Limit"), StringComparison.Ordinal);
        Assert.StartsWith(
            complete == "?1" ? "/a.txt" : "/-/upload/", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_that_became_longer_than_it_was_to_be_is_no_more()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string resource = await BeginAsync(bench, "ab", ("Upload-Complete", "?0"), ("Upload-Length", "3"));

        string answer = await bench.TalkAsync(
            $"PATCH {resource} HTTP/1.1\r\nHost: files\r\nTransfer-Encoding: chunked\r\nUpload-Offset: 2\r\n"
            + $"Upload-Complete: ?0\r\nContent-Type: {Partial}\r\n\r\n2\r\ncd\r\n0\r\n\r\n");
        using HttpResponseMessage asked = await bench.SendAsync("HEAD", resource);

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("inconsistent-upload-length", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        Assert.Empty(Directory.GetFiles(bench.Folder.At("root")));
    }

    [Fact]
    public async Task Last_part_is_answered_as_one_request_would_have_been()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", "old");
        string resource = await BeginAsync(bench, "ab", ("Upload-Complete", "?0"));

        using HttpResponseMessage answer = await bench.SendAsync(
            "PATCH", resource, Part("c"), ("Upload-Offset", "2"), ("Upload-Complete", "?1"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("abc", bench.Read("a.txt"));
    }

    [Theory, InlineData("1"), InlineData("true"), InlineData("?2")]
    public async Task Field_that_is_wrong_is_as_good_as_none(string complete)
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        using HttpResponseMessage answer = await bench.SendAsync(
            "PUT", "/a.txt", new StringContent("abc"), ("Upload-Complete", complete), ("Upload-Offset", "-1"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Upload-Offset"));
        Assert.Equal("abc", bench.Read("a.txt"));
    }

    [Theory, InlineData(null), InlineData("?0")]
    public async Task What_is_too_long_is_told_the_limit(string? complete)
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Root = new FileRootOptions { MaxUploadBytes = 4 } });

        using HttpResponseMessage answer = await bench.SendAsync(
            "PUT", "/a.txt", new StringContent("abcde"), complete is null ? [] : [("Upload-Complete", complete)]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("max-size=4", Field(answer, "Upload-Limit"));
    }

    [Fact]
    public async Task Cancelled_upload_is_gone()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string resource = await BeginAsync(bench, "ab", ("Upload-Complete", "?0"));

        using HttpResponseMessage cancelled = await bench.SendAsync("DELETE", resource);
        using HttpResponseMessage asked = await bench.SendAsync("HEAD", resource);

        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        Assert.Empty(Directory.GetFiles(bench.Folder.At("root")));
    }

    [Theory]
    [InlineData("text/plain", "0", "?1", 415), InlineData(Partial, null, "?1", 400)]
    [InlineData(Partial, "0", null, 400), InlineData(Partial, "x", "?1", 400)]
    public async Task Part_without_its_fields_is_refused(string type, string? offset, string? complete, int status)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string resource = await BeginAsync(bench, "", ("Upload-Complete", "?0"));
        var content = new ByteArrayContent("x"u8.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var fields = new List<(string, string)>();
        if (offset is not null)
            fields.Add(("Upload-Offset", offset));
        if (complete is not null)
            fields.Add(("Upload-Complete", complete));

        using HttpResponseMessage answer = await bench.SendAsync("PATCH", resource, content, [.. fields]);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/-/upload/0123456789abcdef0123456789abcdef/a.txt"), InlineData("/-/upload/x/a.txt")]
    [InlineData("/-/upload/")]
    public async Task Upload_that_nobody_began_is_not_there(string resource)
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        using HttpResponseMessage answer = await bench.SendAsync("HEAD", resource);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Who_comes_later_takes_the_upload_over()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        await using StreamConnection stuck = await bench.ConnectAsync();
        string resource = await BeginAndWaitAsync(bench, stuck);

        using HttpResponseMessage asked = await bench.SendAsync("HEAD", resource);
        long offset = long.Parse(Field(asked, "Upload-Offset"), CultureInfo.InvariantCulture);
        using HttpResponseMessage rest = await bench.SendAsync(
            "PATCH", resource, Part("0123456789"[(int)offset..]), ("Upload-Offset", $"{offset}"), ("Upload-Complete", "?1"));

        Assert.Equal(HttpStatusCode.Created, rest.StatusCode);
        Assert.Equal("0123456789", bench.Read("a.txt"));
    }

    [Fact]
    public async Task Without_the_right_to_write_nothing_is_taken()
    {
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Rights = Rights.ReadOnly });
        using var form = new MultipartFormDataContent { { new StringContent("x"), "file", "a.txt" } };

        using HttpResponseMessage put = await bench.SendAsync("PUT", "/a.txt", new StringContent("x"));
        using HttpResponseMessage begun = await bench.SendAsync(
            "PUT", "/a.txt", new StringContent("x"), ("Upload-Complete", "?0"));
        using HttpResponseMessage posted = await bench.SendAsync("POST", "/", form);

        Assert.All([put, begun, posted], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.Empty(Directory.GetFiles(bench.Folder.At("root")));
    }

    private static async Task<string> BeginAsync(FolderBench bench, string content, params (string, string)[] fields)
    {
        using HttpResponseMessage begun = await bench.SendAsync("PUT", "/a.txt", new StringContent(content), fields);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        return begun.Headers.Location!.OriginalString;
    }

    // Until the server has four of ten bytes.
    private static async Task<string> BeginAndWaitAsync(FolderBench bench, StreamConnection connection)
    {
        const string start = "HTTP/1.1 104 Upload Resumption Supported\r\nLocation: ";
        await connection.SendAsync(
            "PUT /a.txt HTTP/1.1\r\nHost: files\r\nUpload-Complete: ?1\r\nContent-Length: 10\r\n\r\n0123");
        string head = await connection.ReadTextAsync(start.Length + "/-/upload//a.txt".Length + 32);
        Assert.StartsWith(start, head, StringComparison.Ordinal);
        while (bench.Transfers.UnderWay.Single().Moved < 4)
            await Task.Yield();
        return head[start.Length..];
    }

    private static ByteArrayContent Part(string content)
    {
        var part = new ByteArrayContent(Encoding.ASCII.GetBytes(content));
        part.Headers.ContentType = new MediaTypeHeaderValue(Partial);
        return part;
    }

    private static string Field(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
