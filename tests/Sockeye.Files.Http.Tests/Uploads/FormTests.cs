using System.Net;
using System.Net.Http.Headers;
using Sockeye.Files.Access;

namespace Sockeye.Files.Http.Tests.Uploads;

/// <summary>Files that a form of the page brings.</summary>
public sealed class FormTests
{
    [Fact]
    public async Task Form_brings_files_and_leads_back()
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Folder.AddDirectory("root/sub");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("first"), "file", "a.txt" },
            { new StringContent("field"), "other" },
            { new StringContent("second"), "file", "b ü.txt" },
        };

        using HttpResponseMessage answer = await bench.SendAsync("POST", "/sub/", form);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/sub/", answer.Headers.Location!.OriginalString);
        Assert.Equal("first", bench.Read("sub/a.txt"));
        Assert.Equal("second", bench.Read("sub/b ü.txt"));
    }

    [Fact]
    public async Task Form_leads_back_to_the_list_where_the_folder_is_its_index()
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Folder = new FolderSiteOptions { ServesIndex = true } });
        bench.Add("sub/index.html", "index");
        using var form = new MultipartFormDataContent { { new StringContent("first"), "file", "a.txt" } };

        using HttpResponseMessage answer = await bench.SendAsync("POST", "/sub/?list", form);

        Assert.Equal("/sub/?list", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Conflict, "old"), InlineData(true, HttpStatusCode.SeeOther, "new")]
    public async Task Form_replaces_files_only_where_it_says_so(bool says, HttpStatusCode status, string expected)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        bench.Add("taken.txt", "old");
        using var form = new MultipartFormDataContent();
        if (says)
            form.Add(new StringContent("yes"), "replace");
        form.Add(new StringContent("new"), "file", "taken.txt");
        form.Add(new StringContent("other"), "file", "other.txt");

        using HttpResponseMessage answer = await bench.SendAsync("POST", "/", form);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(expected, bench.Read("taken.txt"));
        Assert.Equal("other", bench.Read("other.txt"));
    }

    [Fact]
    public async Task Form_replaces_nothing_without_the_right_to()
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Rights = Rights.ReadOnly | Rights.Write });
        bench.Add("taken.txt", "old");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("yes"), "replace" },
            { new StringContent("new"), "file", "taken.txt" },
        };

        using HttpResponseMessage answer = await bench.SendAsync("POST", "/", form);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("old", bench.Read("taken.txt"));
    }

    [Theory]
    [InlineData("../evil.txt", "evil.txt"), InlineData("C:\\\\dir\\\\evil.txt", "evil.txt")]
    [InlineData("/etc/evil.txt", "evil.txt")]
    public async Task Form_file_gets_the_last_part_of_its_name(string given, string expected)
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        string answer = await PostAsync(bench, given);

        Assert.StartsWith("HTTP/1.1 303", answer, StringComparison.Ordinal);
        Assert.Equal([expected], Directory.GetFiles(bench.Folder.At("root")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(".."), InlineData("a\u0001b"), InlineData("sub/..")]
    public async Task Form_file_without_a_usable_name_is_refused(string given)
    {
        await using FolderBench bench = await FolderBench.StartAsync();

        string answer = await PostAsync(bench, given);

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(bench.Folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Form_with_too_many_files_is_refused()
    {
        await using FolderBench bench = await FolderBench.StartAsync(
            new FolderBench.Setting { Folder = new FolderSiteOptions { MaxFormFiles = 1 } });
        using var form = new MultipartFormDataContent
        {
            { new StringContent("first"), "file", "a.txt" },
            { new StringContent("second"), "file", "b.txt" },
        };

        using HttpResponseMessage answer = await bench.SendAsync("POST", "/", form);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.False(bench.Has("b.txt"));
    }

    [Theory]
    [InlineData("nothing"), InlineData("--B\r\n\r\ncut"), InlineData("--B\r\nContent-Dispo"), InlineData("")]
    public async Task Form_that_is_none_is_the_fault_of_who_sent_it(string content)
    {
        await using FolderBench bench = await FolderBench.StartAsync();
        using var form = new StringContent(content);
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=B");

        using HttpResponseMessage answer = await bench.SendAsync("POST", "/", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(Directory.GetFileSystemEntries(bench.Folder.At("root")));
    }

    private static Task<string> PostAsync(FolderBench bench, string fileName)
    {
        string body = $"--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{fileName}\"\r\n\r\nx\r\n--B--\r\n";
        return bench.TalkAsync(
            "POST / HTTP/1.1\r\nHost: files\r\nContent-Type: multipart/form-data; boundary=B\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
    }
}
