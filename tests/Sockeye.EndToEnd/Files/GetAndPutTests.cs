using System.Diagnostics;
using System.Text.Json;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Files;

/// <summary><c>get</c>, <c>put</c>, <c>ls</c> and <c>stat</c> as processes.</summary>
public sealed class GetAndPutTests
{
    private static readonly byte[] Content = Payload.Of(3_000_000);

    [Fact]
    public async Task A_file_is_fetched_and_verified()
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/data.bin", Content);

        ProcessResult got = await SockeyeProcess.RunAsync("get", files.Url("data.bin"), "-o", files.Local("data.bin"));

        got.AssertExit(0);
        Assert.Contains("(verified)", got.Output, StringComparison.Ordinal);
        files.AssertLocal("data.bin", Content);
        Assert.False(File.Exists(files.Local("data.bin.part")));
    }

    [Fact]
    public async Task A_fetch_to_standard_output_prints_the_file_and_nothing_else()
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/data.bin", Content);

        await using RunningProcess get = SockeyeProcess.Start("get", files.Url("data.bin"), "-o", "-");
        await get.AssertExitAsync(0);

        Payload.AssertEqual(Content, get.Output.ToArray());
        Assert.Contains("(verified)", get.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_fetch_left_is_continued()
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/data.bin", Content);
        files.Folder.AddFile("client/data.bin.part", Content.AsSpan(0, 1_000_000));

        ProcessResult got = await SockeyeProcess.RunAsync("get", files.Url("data.bin"), "-o", files.Local("data.bin"));

        Assert.Contains("resumed at 1,000,000", got.Output, StringComparison.Ordinal);
        files.AssertLocal("data.bin", Content);
    }

    [Theory]
    [InlineData(false, new string[0]), InlineData(true, new[] { "--no-resume" })]
    public async Task Other_bytes_or_the_option_make_it_start_over(bool isRight, string[] options)
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/data.bin", Content);
        files.Folder.AddFile(
            "client/data.bin.part", isRight ? Content.AsSpan(0, 1_000_000) : Payload.Of(1_000_000, seed: 9));

        ProcessResult got = await SockeyeProcess.RunAsync(
            ["get", files.Url("data.bin"), "-o", files.Local("data.bin"), .. options]);

        got.AssertExit(0);
        Assert.DoesNotContain("resumed", got.Output, StringComparison.Ordinal);
        files.AssertLocal("data.bin", Content);
    }

    [Fact]
    public async Task A_missing_file_is_exit_code_3_and_one_line()
    {
        await using FileServer files = await FileServer.StartAsync();

        ProcessResult got = await SockeyeProcess.RunAsync("get", files.Url("nowhere"), "-o", files.Local("nowhere"));

        got.AssertExit(3);
        Assert.Matches(@"^sockeye: [^\n]*there is no such file\n$", got.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(files.Folder.At("client")));
    }

    [Fact]
    public async Task A_writable_server_stores_what_is_put()
    {
        await using FileServer files = await FileServer.StartAsync("--writable");
        string local = files.Folder.AddFile("client/data.bin", Content);

        ProcessResult put = await SockeyeProcess.RunAsync("put", local, files.Url(""));

        put.AssertExit(0);
        files.AssertServed("data.bin", Content);
        Assert.Single(Directory.EnumerateFileSystemEntries(files.Folder.At("root")));
    }

    [Fact]
    public async Task A_server_that_takes_no_files_refuses_with_exit_code_3()
    {
        await using FileServer files = await FileServer.StartAsync();
        string local = files.Folder.AddFile("client/data.bin", Content);

        ProcessResult put = await SockeyeProcess.RunAsync("put", local, files.Url("data.bin"));

        put.AssertExit(3);
        Assert.Matches(@"^sockeye: [^\n]*this is not allowed\n$", put.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(files.Folder.At("root")));
    }

    [Fact]
    public async Task A_unix_socket_serves_as_well()
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddFile("root/data.bin", Content);
        await using SockeyeServer server = await SockeyeServer.StartAsync(
            "serve", $"files@unix:{folder.At("socket")}", "--root", folder.At("root"));

        ProcessResult got = await SockeyeProcess.RunAsync(
            "get", $"unix:{folder.At("socket")}:/data.bin", "-o", folder.At("got"));

        got.AssertExit(0);
        Payload.AssertEqual(Content, await File.ReadAllBytesAsync(folder.At("got")));
    }

    [Fact]
    public async Task A_listing_is_one_json_object_per_entry()
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/notes.txt", "notes"u8);
        files.Folder.AddDirectory("root/sub");
        files.Folder.AddFile("root/sub/inner name.txt", "inner"u8);

        ProcessResult listed = await SockeyeProcess.RunAsync("ls", "-R", "--json", files.Url(""));

        string?[] names = [.. listed.Output.TrimEnd().Split('\n').Select(line => Property(line, "name"))];
        Assert.Equal("notes.txt, sub, sub/inner name.txt", string.Join(", ", names));
    }

    [Fact]
    public async Task Stat_tells_the_sum()
    {
        await using FileServer files = await FileServer.StartAsync();
        files.Folder.AddFile("root/notes.txt", "hello"u8);

        ProcessResult told = await SockeyeProcess.RunAsync("stat", "--json", files.Url("notes.txt"));

        Assert.Equal(
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", Property(told.Output, "sha256"));
    }

    [Fact]
    public async Task A_standard_output_that_fails_after_tftp_is_told_and_leaves_nothing()
    {
        await using FileServer files = await FileServer.StartTftpAsync();
        files.Folder.AddFile("root/data.bin", Payload.Of(100_000));
        string[] get = SockeyeProcess.CommandLine("get", files.Url("data.bin"), "-o", "-");
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" > /dev/full", "sh", .. get]);
        start.Environment["TMPDIR"] = files.Folder.AddDirectory("temporary");

        await using RunningProcess process = RunningProcess.Start(start);

        await process.AssertExitAsync(1);
        Assert.Equal("sockeye: cannot write standard output: No space left on device\n", process.Error.Text);
        Assert.Empty(Directory.EnumerateFiles(files.Folder.At("temporary")));
    }

    private static string? Property(string json, string name) =>
        JsonDocument.Parse(json).RootElement.GetProperty(name).GetString();
}
