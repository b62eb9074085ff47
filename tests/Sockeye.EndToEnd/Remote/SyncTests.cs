using System.Diagnostics;
using Sockeye.EndToEnd.Processes;
using Sockeye.EndToEnd.Share;

namespace Sockeye.EndToEnd.Remote;

/// <summary>Directories made alike over each protocol, both ways, and what <c>ls</c>, <c>mkdir</c> and <c>rm</c> see of it.</summary>
public sealed class SyncTests
{
    private static readonly byte[] Content = Payload.Of(300_000);

    [Theory]
    [InlineData("tcp"), InlineData("http"), InlineData("ftp")]
    public async Task Tree_goes_there_and_back_and_is_then_alike(string scheme)
    {
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content, "--writable", "--hidden");
        shared.Folder.AddDirectory("client/tree");
        shared.Folder.AddDirectory("client/tree/a b");
        shared.Folder.AddFile("client/tree/a b/ü.bin", Content);
        shared.Folder.AddFile("client/tree/.hidden", "h"u8);
        shared.Folder.AddFile("client/tree/empty", ""u8);
        string there = $"{shared.Url(scheme, "new")}";

        await RunAsync(shared, "sync", shared.Local("tree"), there); // makes it
        await RunAsync(shared, "sync", there, shared.Local("copy"));
        ProcessResult again = await RunAsync(shared, "sync", shared.Local("tree"), there);
        ProcessResult back = await RunAsync(shared, "sync", there, shared.Local("copy"));
        ProcessResult bySum = await RunAsync(shared, "sync", "--checksum", shared.Local("tree"), there);

        Assert.Equal(Tree(shared.Local("tree")), Tree(shared.Local("copy")));
        Assert.Equal(Tree(shared.Local("tree")), Tree(shared.Folder.At("root/new")));
        Assert.All([again, back, bySum], result =>
            Assert.StartsWith("0 copied (0 bytes), 3 alike", result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tcp"), InlineData("http"), InlineData("ftp")]
    public async Task Only_when_it_is_told_to_it_removes(string scheme)
    {
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content, "--writable");
        shared.Folder.AddDirectory("root/old");
        shared.Folder.AddFile("root/old/file", "o"u8);
        shared.Folder.AddDirectory("client/tree");
        shared.Folder.AddFile("client/tree/new", "n"u8);
        string there = $"{shared.Url(scheme, "")}";

        await RunAsync(shared, "sync", shared.Local("tree"), there);
        Assert.Equal(["data.bin", "new", "old", "old/file"], Tree(shared.Folder.At("root")));
        await RunAsync(shared, "sync", "--delete", "--dry-run", shared.Local("tree"), there);
        Assert.Equal(["data.bin", "new", "old", "old/file"], Tree(shared.Folder.At("root")));
        await RunAsync(shared, "sync", "--delete", shared.Local("tree"), there);

        Assert.Equal(["new"], Tree(shared.Folder.At("root")));
    }

    [Theory]
    [InlineData("tcp"), InlineData("http"), InlineData("ftp")]
    public async Task Directories_are_made_and_removed_with_all_in_them(string scheme)
    {
        await using SharedByCommand shared = await SharedByCommand.StartAsync(Content, "--writable");
        shared.Folder.AddDirectory("root/d");
        shared.Folder.AddDirectory("root/d/e");
        shared.Folder.AddFile("root/d/e/f", "f"u8);

        await RunAsync(shared, "mkdir", $"{shared.Url(scheme, "made")}");
        await RunAsync(shared, "rm", "-r", $"{shared.Url(scheme, "d")}");

        Assert.Equal(["data.bin", "made"], Tree(shared.Folder.At("root")));
    }

    private static async Task<ProcessResult> RunAsync(SharedByCommand shared, params string[] arguments)
    {
        ProcessStartInfo start = SockeyeProcess.StartInfo(arguments);
        start.Environment["XDG_STATE_HOME"] = shared.Folder.At("state");
        await using RunningProcess process = RunningProcess.Start(start);
        ProcessResult result = await process.ResultAsync();
        result.AssertExit(0);
        return result;
    }

    private static IEnumerable<string> Tree(string root) => Directory
        .EnumerateFileSystemEntries(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(path => Path.GetRelativePath(root, path)).Order(StringComparer.Ordinal);
}
