using System.Net;
using System.Text;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Http.Tests.Uploads;

public sealed class PutTests
{
    [Fact]
    public async Task Put_creates_and_then_replaces()
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        using HttpResponseMessage first = await bench.SendAsync("PUT", "/a.txt", new StringContent("one"));
        using HttpResponseMessage second = await bench.SendAsync("PUT", "/a.txt", new StringContent("two"));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, second.StatusCode);
        Assert.Equal("two", bench.Read("a.txt"));
    }

    [Fact]
    public async Task Put_of_unknown_length_arrives_whole()
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        string answer = await bench.TalkAsync(
            "PUT /a.txt HTTP/1.1\r\nHost: files\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 201", answer, StringComparison.Ordinal);
        Assert.Equal("abcde", bench.Read("a.txt"));
    }

    [Theory]
    [InlineData("right", HttpStatusCode.Created), InlineData("wrong", HttpStatusCode.UnprocessableEntity)]
    public async Task Put_is_checked_against_its_digest(string announced, HttpStatusCode expected)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        string digest = DigestField.Format(Sha256Sum.Of(Encoding.ASCII.GetBytes(announced)));

        using HttpResponseMessage answer = await bench.SendAsync(
            "PUT", "/a.txt", new StringContent("right"), ("Repr-Digest", digest));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.Created, bench.Has("a.txt"));
    }

    [Fact]
    public async Task Put_only_if_there_is_none_replaces_none_that_came_meanwhile()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        await using StreamConnection connection = await bench.ConnectAsync();
        await connection.SendAsync(
            "PUT /a.txt HTTP/1.1\r\nHost: files\r\nIf-None-Match: *\r\nContent-Length: 4\r\nConnection: close\r\n\r\nla");
        while (bench.Transfers.UnderWay is not [{ Moved: 2 }])
            await Task.Yield();
        bench.Add("a.txt", "early");

        await connection.SendAsync("te");

        Assert.StartsWith("HTTP/1.1 412", await connection.ReadTextToEndAsync(), StringComparison.Ordinal);
        Assert.Equal("early", bench.Read("a.txt"));
    }

    [Theory]
    [InlineData("?1"), InlineData("?0"), InlineData(null)]
    public async Task Put_only_if_there_is_none_replaces_none_that_may_not_be_read(string? complete)
    {
        var rights = new FixedAccounts(AccountList.Parse("anonymous - /=wd").All);
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Accounts = rights });
        bench.Add("a.txt", "early");
        (string, string)[] fields = complete is null
            ? [("If-None-Match", "*")]
            : [("If-None-Match", "*"), ("Upload-Complete", complete)];

        using HttpResponseMessage answer = await bench.SendAsync("PUT", "/a.txt", new StringContent("late"), fields);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Equal("early", bench.Read("a.txt"));
    }

    [Fact]
    public async Task Put_only_if_there_is_none()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", "old");

        using HttpResponseMessage answer = await bench.SendAsync(
            "PUT", "/a.txt", new StringContent("new"), ("If-None-Match", "*"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Equal("old", bench.Read("a.txt"));
    }

    [Theory]
    [InlineData("/", HttpStatusCode.Forbidden), InlineData("/none/a.txt", HttpStatusCode.Conflict)]
    [InlineData("/dir/", HttpStatusCode.BadRequest)]
    public async Task Put_where_no_file_can_be(string path, HttpStatusCode expected)
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        using HttpResponseMessage answer = await bench.SendAsync("PUT", path, new StringContent("x"));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Put_that_is_too_long_is_refused(bool tellsLength)
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Root = new FileRootOptions { MaxUploadBytes = 4 } });
        string head = "PUT /a HTTP/1.1\r\nHost: files\r\n"
            + (
                tellsLength ? "Content-Length: 5\r\n\r\nabcde" : "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413", await bench.TalkAsync(head), StringComparison.Ordinal);
        Assert.False(bench.Has("a"));
    }

    [Fact]
    public async Task Put_that_is_cut_publishes_nothing()
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        await bench.TalkAsync("PUT /a HTTP/1.1\r\nHost: files\r\nContent-Length: 10\r\n\r\nabc");

        Assert.Equal("cut-off", (await bench.NextRecordAsync()).Result);
        Assert.False(bench.Has("a"));
        Assert.Empty(Directory.GetFiles(bench.Folder.At("root")));
    }
}
