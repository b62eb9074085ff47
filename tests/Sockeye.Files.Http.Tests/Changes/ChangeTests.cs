using System.Net;
using Sockeye.Files.Access;

namespace Sockeye.Files.Http.Tests.Changes;

public sealed class ChangeTests
{
    [Fact]
    public async Task Delete_of_a_file_and_of_an_empty_directory()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", "x");
        bench.Folder.AddDirectory("root/empty");
        bench.Add("full/b.txt", "x");

        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(bench, "DELETE", "/a.txt"));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(bench, "DELETE", "/empty/"));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(bench, "DELETE", "/full/"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(bench, "DELETE", "/none"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(bench, "DELETE", "/"));
        Assert.True(bench.Has("full/b.txt"));
    }

    [Fact]
    public async Task Delete_only_in_the_state_that_the_client_knows()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", "x");

        Assert.Equal(
            HttpStatusCode.PreconditionFailed, await StatusAsync(bench, "DELETE", "/a.txt", ("If-Match", "\"other\"")));
        Assert.True(bench.Has("a.txt"));
    }

    [Fact]
    public async Task Mkcol_makes_one_directory()
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        Assert.Equal(HttpStatusCode.Created, await StatusAsync(bench, "MKCOL", "/new/"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync(bench, "MKCOL", "/new/"));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(bench, "MKCOL", "/none/new/"));
        Assert.True(Directory.Exists(bench.Folder.At("root/new")));
    }

    [Fact]
    public async Task Move_gives_another_name()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", "a");
        bench.Add("b.txt", "b");

        Assert.Equal(
            HttpStatusCode.PreconditionFailed, await StatusAsync(bench, "MOVE", "/a.txt", ("Destination", "/b.txt"), ("Overwrite", "F")));
        Assert.Equal(
            HttpStatusCode.NoContent, await StatusAsync(bench, "MOVE", "/a.txt", ("Destination", "http://files/b.txt")));
        Assert.Equal("a", bench.Read("b.txt"));
        Assert.Equal(
            HttpStatusCode.Created, await StatusAsync(bench, "MOVE", "/b.txt", ("Destination", "/c%20%C3%BC.txt")));
        Assert.Equal("a", bench.Read("c ü.txt"));
    }

    [Theory]
    [InlineData("http://elsewhere/b.txt"), InlineData("https://files/b.txt"), InlineData("//elsewhere/b.txt")]
    [InlineData("b.txt"), InlineData("/../b.txt")]
    [InlineData("/%2e%2e/b.txt"), InlineData("/"), InlineData(""), InlineData("http://files.evil/b.txt")]
    [InlineData("http://files@evil/b.txt")]
    public async Task Move_to_anywhere_else_is_refused(string destination)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", "a");

        Assert.Equal(
            HttpStatusCode.BadRequest, await StatusAsync(bench, "MOVE", "/a.txt", ("Destination", destination)));
        Assert.True(bench.Has("a.txt"));
    }

    [Theory]
    [InlineData("DELETE"), InlineData("MOVE"), InlineData("MKCOL"), InlineData("PUT")]
    public async Task Without_the_rights_nothing_changes(string method)
    {
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Rights = Rights.ReadOnly });
        bench.Add("a.txt", "a");

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(bench, method, "/a.txt", ("Destination", "/b.txt")));
        Assert.Equal(["a.txt"], Directory.GetFileSystemEntries(bench.Folder.At("root")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("DELETE", "/none", "delete none not-found"), InlineData("DELETE", "/full/", "delete full exists")]
    [InlineData("MOVE", "/none", "move none not-found"), InlineData("MKCOL", "/none/new", "mkdir none/new not-found")]
    [InlineData("GET", "/none", "get none not-found"), InlineData("GET", "/none/?zip", "get none not-found")]
    [InlineData("GET", "/hidden/?zip", "get hidden not-allowed"), InlineData("GET", "/hidden/", "get hidden not-allowed")]
    [InlineData("DELETE", "/hidden/a", "delete hidden/a not-allowed"), InlineData("MKCOL", "/hidden/new", "mkdir hidden/new not-allowed")]
    [InlineData("MOVE", "/hidden/a", "move hidden/a not-allowed")]
    public async Task What_is_refused_says_why_in_the_log(string method, string path, string expected)
    {
        var rights = new FixedAccounts(AccountList.Parse("anonymous - /=rwld,/hidden=-").All);
        await using FolderBench bench = await FolderBench.StartAsync(new FolderBench.Setting { Accounts = rights });
        bench.Add("full/b.txt", "x");
        bench.Add("hidden/a", "x");

        await StatusAsync(bench, method, path, ("Destination", "/b.txt"));

        AccessRecord record = await bench.NextRecordAsync();
        Assert.Equal(expected, $"{record.Action} {record.Name} {record.Result}");
        await StatusAsync(bench, "MKCOL", "/after");
        Assert.Equal("after", (await bench.NextRecordAsync()).Name); // one line only
    }

    [Fact]
    public async Task Move_only_in_the_state_that_the_client_knows()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", "x");

        Assert.Equal(
            HttpStatusCode.PreconditionFailed,
            await StatusAsync(bench, "MOVE", "/a.txt", ("Destination", "/b.txt"), ("If-Match", "\"other\"")));
        Assert.True(bench.Has("a.txt"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site"), InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://evil"), InlineData("Origin", "null")]
    public async Task Pages_of_other_sites_change_nothing(string field, string value)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("a.txt", "a");

        foreach (string method in new[] { "DELETE", "MOVE", "MKCOL", "PUT", "POST", "PATCH" })
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(bench, method, "/a.txt", (field, value)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(bench, "GET", "/a.txt", (field, value)));
        Assert.Equal("a", bench.Read("a.txt"));
    }

    [Fact]
    public async Task Methods_that_are_not_known_are_told_which_are()
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        using HttpResponseMessage answer = await bench.SendAsync("TRACE", "/");
        using HttpResponseMessage options = await bench.SendAsync("OPTIONS", "/");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("PUT", answer.Content.Headers.Allow);
        Assert.Equal("application/partial-upload", options.Headers.GetValues("Accept-Patch").Single());
        Assert.StartsWith("max-size=", options.Headers.GetValues("Upload-Limit").Single(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(
        FolderBench bench, string method, string path, params (string, string)[] fields)
    {
        using HttpResponseMessage answer = await bench.SendAsync(method, path, null, fields);
        return answer.StatusCode;
    }
}
